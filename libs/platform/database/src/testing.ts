export { type TestDatabase, type TestDatabaseOptions, aDatabase } from './testing/a-database.ts';
export { type ReplicatedDatabase, aReplicatedDatabase } from './testing/a-replicated-database.ts';
