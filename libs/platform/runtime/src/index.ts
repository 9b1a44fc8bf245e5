export { type Runtime, leaveDataDir, readRuntime, takeDataDir, writeRuntime } from './data-dir.ts';
export { Progress } from './progress.ts';
export { type Services, startServices } from './services.ts';
export { StartRefused } from './start-refused.ts';
