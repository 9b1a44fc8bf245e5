export { type TestPayouts, aPayoutsModule } from './testing/a-payouts-module.ts';
