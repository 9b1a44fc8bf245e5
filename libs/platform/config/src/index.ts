export { type ConfigProblem, ConfigInvalid } from './config.errors.ts';
export { CONFIG, ConfigModule } from './config.module.ts';
export {
  type Config,
  type ConfigOverrides,
  type Environment,
  describeConfig,
  environment,
  loadConfig,
} from './config.ts';
export { configurationPage } from './configuration-page.ts';
