export { type Runtime, leaveDataDir, readRuntime, takeDataDir, writeRuntime } from './data-dir.ts';
export { type Dependency, askChain, dependenciesOf } from './dependencies.ts';
export { Progress } from './progress.ts';
export { RollCall, type RollCallOptions } from './roll-call.ts';
export { type Services, startServices } from './services.ts';
export { StartRefused } from './start-refused.ts';
