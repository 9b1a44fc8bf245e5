export { type TestDatabase, type TestDatabaseOptions, aDatabase } from './testing/a-database.ts';
