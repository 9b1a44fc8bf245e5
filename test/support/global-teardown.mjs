// After the last test: stops what global-setup.mjs started.
export default async function globalTeardown() {
  await globalThis.stopTestServer?.();
}
