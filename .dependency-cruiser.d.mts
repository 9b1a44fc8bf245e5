import type { IConfiguration } from 'dependency-cruiser';

/** Module → the modules it may call; `ledger(notes)` is that one door. */
export const MODULE_MAY_CALL: Readonly<Record<string, readonly string[]>>;
/** Platform port → the ports it may use besides config, telemetry and database. */
export const PORT_MAY_USE: Readonly<Record<string, readonly string[]>>;
/** App → the apps it may compose. */
export const APP_MAY_COMPOSE: Readonly<Record<string, readonly string[]>>;
/** Door → the apps that may open it. */
export const DOOR_IS_FOR: Readonly<Record<string, readonly string[]>>;

declare const configuration: IConfiguration;
export default configuration;
