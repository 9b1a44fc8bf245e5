import ts from 'typescript';
import type { TextFile } from '../../checks/files.ts';

/** One refusal as its class declares it. `text` is the doc comment as one paragraph. */
export type Refusal = {
  readonly name: string;
  readonly kind: string;
  readonly code: string;
  readonly text: string;
  readonly path: string;
};

function literalOf(node: ts.ClassDeclaration, property: string): string | undefined {
  for (const member of node.members) {
    if (!ts.isPropertyDeclaration(member) || member.name.getText() !== property) continue;
    let value = member.initializer;
    while (value !== undefined && (ts.isAsExpression(value) || ts.isSatisfiesExpression(value))) {
      value = value.expression;
    }
    if (value !== undefined && ts.isStringLiteralLike(value)) return value.text;
  }
  return undefined;
}

function docOf(node: ts.ClassDeclaration): string {
  const doc = ts.getJSDocCommentsAndTags(node).find((part) => ts.isJSDoc(part));
  const text = doc === undefined ? '' : (ts.getTextOfJSDocComment(doc.comment) ?? '');
  return text.replace(/\s+/g, ' ').trim();
}

function parentOf(node: ts.ClassDeclaration): string | undefined {
  return node.heritageClauses
    ?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
    ?.types[0]?.expression.getText();
}

/** Every class of `files` that extends `DomainError` and has a literal `kind` and `code`, ordered by code. */
export function findRefusals(files: readonly TextFile[]): Refusal[] {
  const found: Refusal[] = [];
  for (const { path, text } of files) {
    if (!text.includes('extends DomainError')) continue;
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isClassDeclaration(node) && parentOf(node) === 'DomainError') {
        const [kind, code] = [literalOf(node, 'kind'), literalOf(node, 'code')];
        if (kind !== undefined && code !== undefined) {
          found.push({ name: node.name?.text ?? '', kind, code, text: docOf(node), path });
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found.toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

const STATUS: Readonly<Record<string, string>> = {
  invalid: '422',
  forbidden: '403',
  not_found: '404',
  conflict: '409',
  refused: '409',
  too_many: '429',
  unavailable: '503',
};

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** `docs/errors.md`: one table for each module, by the first word of the code. */
export function errorsPage(refusals: readonly Refusal[]): string {
  const byModule = Map.groupBy(refusals, ({ code }) => code.split('.')[0] ?? '');
  const sections = [...byModule].map(([module, rows]) => {
    const lines = rows.map(
      ({ code, kind, text }) => `| \`${code}\` | ${kind} | ${STATUS[kind] ?? '?'} | ${cell(text)} |`,
    );
    return [`## ${module}`, '', '| code | kind | HTTP | meaning |', '| --- | --- | --- | --- |', ...lines, ''].join(
      '\n',
    );
  });
  return [
    '# Errors',
    '',
    '<!-- Written by scripts/generate/errors.ts from the error classes; change those and run `npm run generate`. -->',
    '',
    'Every refusal has a stable `code`. Over HTTP it is an RFC 9457 problem, `application/problem+json`, whose `type` is',
    '`/problems/<code>`. A refusal means that nothing was written, unless its text says otherwise. What is not listed here',
    'is a fault of ours: status 500, no details, and a `request_id` to ask about.',
    '',
    ...sections,
  ].join('\n');
}
