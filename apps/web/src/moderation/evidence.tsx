import type { ReactNode } from 'react';
import { HashText } from '../components/hash-text.tsx';
import { grouped, momentOf } from '../words.ts';
import type { CaseFile } from './policy.ts';

/** All that speaks for and against: the words and pictures themselves, why they are here, what was decided before. */
export function Evidence({ file }: { file: CaseFile }) {
  return (
    <section className="panel evidence" aria-label="Evidence">
      {file.appeal === null ? null : (
        <Block title="Appeal">
          <blockquote>{file.appeal.text}</blockquote>
          <p className="muted">By its author, {momentOf(file.appeal.at)}</p>
        </Block>
      )}
      {file.post === null ? null : <PostWords post={file.post} />}
      {file.comment === null ? null : (
        <Block title="Comment">
          <p className="words whole">{file.comment.body}</p>
          <p className="muted">{VISIBILITY[file.comment.state]}</p>
        </Block>
      )}
      <Findings evidence={file.evidence} />
      <Reports reports={file.reports} />
      <Decisions decisions={file.decisions} />
    </section>
  );
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="block">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

const VISIBILITY = {
  queued: 'Nobody sees it until you decide',
  shown: 'Readers see it now',
  removed: 'Removed: readers do not see it',
} as const;

function PostWords({ post }: { post: NonNullable<CaseFile['post']> }) {
  return (
    <Block title={`Post of ${post.author_name}`}>
      <p className="words whole">{post.body}</p>
      <ul className="exhibits">
        {post.pictures.map(({ alt, renditions }) => {
          const shown = renditions.find(({ type, width }) => type === 'image/webp' && width >= 320);
          return shown === undefined ? null : (
            <li key={shown.url}>
              <img src={shown.url} alt={alt} width={shown.width} height={shown.height} />
            </li>
          );
        })}
      </ul>
      <p className="muted">
        {VISIBILITY[post.state]}. Written {momentOf(post.created_at)}.
        {post.tags.length === 0 ? ' It marks no product.' : ''}
      </p>
      {post.tags.length === 0 ? null : (
        <p>Marks {post.tags.map(({ name, merchant_name: merchant }) => `${name} (${merchant})`).join(', ')}</p>
      )}
    </Block>
  );
}

const RULES: Readonly<Record<string, string>> = {
  threat: 'a threat',
  self_harm: 'a call to self-harm',
  spam: 'a phrase of spam',
  off_platform_payment: 'payment past the shop',
  hidden_link: 'a link that hides where it leads',
  many_links: 'many links',
};

function Findings({ evidence }: { evidence: CaseFile['evidence'] }) {
  const { toxic, hate, rules } = readFindings(evidence);
  if (toxic === undefined && rules.length === 0) return null;
  return (
    <Block title="What the machine found">
      <ul className="findings">
        {rules.map(({ rule, found }) => (
          <li key={rule}>
            Rule: {RULES[rule] ?? rule.replaceAll('_', ' ')}, in <q>{found}</q>
          </li>
        ))}
        {toxic === undefined ? null : <li>Hateful or offensive with probability {percent(toxic)}</li>}
        {hate === undefined ? null : <li>Hateful with probability {percent(hate)}</li>}
      </ul>
      <p className="muted">
        The model finds insults well and hate badly; it does not understand quotation or negation.
      </p>
    </Block>
  );
}

type Findings = {
  readonly toxic: string | undefined;
  readonly hate: string | undefined;
  readonly rules: readonly { readonly rule: string; readonly found: string }[];
};

function readFindings(evidence: CaseFile['evidence']): Findings {
  const { toxic, hate, rules } = (evidence ?? {}) as { [Name in keyof Findings]?: unknown };
  return {
    toxic: typeof toxic === 'string' ? toxic : undefined,
    hate: typeof hate === 'string' ? hate : undefined,
    rules: Array.isArray(rules) ? (rules as Findings['rules']) : [],
  };
}

/** A probability is no money. */
function percent(probability: string): string {
  return `${(100 * Number.parseFloat(probability)).toFixed(1)} %`;
}

function Reports({ reports }: { reports: CaseFile['reports'] }) {
  if (reports.length === 0) return null;
  return (
    <Block title={reports.length === 1 ? '1 report' : `${reports.length} reports`}>
      <ul className="findings">
        {reports.map(({ reason, details, weight, at }) => (
          <li key={`${at} ${reason} ${details}`}>
            <strong>{reason.replaceAll('_', ' ')}</strong>
            {details === '' ? null : <q>{details}</q>}
            <span className="muted">
              {momentOf(at)}, reliability of who reported {weight.toFixed(2)}
            </span>
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Decisions({ decisions }: { decisions: CaseFile['decisions'] }) {
  if (decisions.length === 0) return null;
  return (
    <Block title="Decided before">
      <ul className="findings">
        {decisions.map(({ id, outcome, label, automatic, policy, reason, at, hash, note_seq: seq }) => (
          <li key={id}>
            <strong>{outcome === 'remove' ? 'Removed' : label === null ? 'Shown' : `Shown, ${label}`}</strong>
            <span>{reason}</span>
            <span className="muted">
              {automatic ? `By the policy ${policy}` : 'By a moderator'}, {momentOf(at)}
            </span>
            <span className="muted">
              In the log{seq === null ? '' : ` at ${grouped(seq)}`}:{' '}
              <HashText value={hash} label="hash of the decision" />
            </span>
          </li>
        ))}
      </ul>
    </Block>
  );
}
