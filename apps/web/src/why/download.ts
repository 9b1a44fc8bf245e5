import { saveFile } from '../save-file.ts';

/** Hands `json` to the reader as a file, which `provisio verify` reads without us. */
export function download(name: string, json: unknown): void {
  saveFile(name, new Blob([`${JSON.stringify(json, null, 2)}\n`], { type: 'application/json' }));
}
