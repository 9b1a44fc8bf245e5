import { flatten } from './setting.ts';
import { SETTINGS } from './settings.ts';

/** docs/operating/configuration.md, made from the settings themselves. */
export function configurationPage(): string {
  const rows = flatten(SETTINGS).map(({ of }) => {
    const notes = of.isSecret ? ' Secret: never shown or logged.' : '';
    return `| \`${of.env}\` | ${of.fallback === undefined ? '' : `\`${of.fallback}\``} | ${of.help.replaceAll('|', '\\|')}${notes} |`;
  });
  return `# Configuration

<!-- Made by \`npm run generate\` from libs/platform/config/src/settings.ts. -->

Provisio reads its settings once, from environment variables, when it starts. Every variable may stay unset: the
defaults make \`npm start\` work. A variable that is set but empty counts as unset. All problems are reported at once,
and nothing starts. \`npm run cli -- config\` prints what is in effect, secrets masked.

| variable | default | meaning |
|---|---|---|
${rows.join('\n')}
`;
}
