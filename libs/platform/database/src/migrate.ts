import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { DataSource, type Logger, type MigrationInterface, type QueryRunner } from 'typeorm';
import { databaseError, MigrationsInvalid } from './database.errors.ts';

/** One forward step: a folder `NNNN-name` with `up.sql`. */
export type MigrationStep = {
  readonly name: string;
  readonly order: number;
  readonly sql: string;
  readonly inTransaction: boolean;
};

/** `hashtext`-free constant: any number that nothing else of ours locks. */
const MIGRATION_LOCK = 7_402_531_118n;

/** Reads the steps of `migrationsDir` in order. @throws {MigrationsInvalid} for a bad name or a number used twice. */
export function readMigrations(migrationsDir: string): MigrationStep[] {
  const folders = readdirSync(migrationsDir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const steps = folders.map(({ name }) => readStep(migrationsDir, name)).toSorted((a, b) => a.order - b.order);
  for (const [index, step] of steps.entries()) {
    if (steps[index - 1]?.order === step.order) {
      throw new MigrationsInvalid(`migrations ${steps[index - 1]?.name} and ${step.name} have the same number`);
    }
  }
  return steps;
}

function readStep(migrationsDir: string, name: string): MigrationStep {
  if (!/^\d{4}-[a-z0-9-]+$/.test(name) || name.startsWith('0000')) {
    throw new MigrationsInvalid(`migration folder ${name} is not named NNNN-name`);
  }
  const sql = readFileSync(path.join(migrationsDir, name, 'up.sql'), 'utf8');
  return { name, order: Number.parseInt(name, 10), sql, inTransaction: !sql.startsWith('-- no transaction') };
}

/** TypeORM reads the order of a migration from the last 13 digits of its name. */
function asTypeOrmMigration(step: MigrationStep, onStep: (name: string) => void): new () => MigrationInterface {
  return class implements MigrationInterface {
    readonly name = `${step.name}-${String(step.order).padStart(13, '0')}`;
    readonly transaction = step.inTransaction;
    async up(runner: QueryRunner): Promise<void> {
      onStep(step.name);
      await runner.query(step.sql);
    }
    async down(): Promise<void> {
      throw new MigrationsInvalid('migrations go forward only');
    }
  };
}

/**
 * Runs the steps of `migrationsDir` that the database lacks, each in its own transaction, and answers their names.
 * `-- no transaction` as the first line opts out, for one statement such as `create index concurrently`.
 * Two starts at once wait for each other. `onStep` is called before each step.
 * @throws what PostgreSQL says about a step; that step is undone, the ones before it stay.
 */
export async function migrate(
  ownerUrl: string,
  migrationsDir: string,
  onStep: (name: string) => void = () => undefined,
): Promise<string[]> {
  const steps = readMigrations(migrationsDir);
  const guard = new Client({ connectionString: ownerUrl, application_name: 'provisio migrate' });
  try {
    await guard.connect();
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await runPending(ownerUrl, steps, onStep);
  } catch (error) {
    throw databaseError(error instanceof Error && 'driverError' in error ? error.driverError : error);
  } finally {
    await guard.end();
  }
}

const say = (): void => undefined;
/** TypeORM writes a failed step to the console whatever `logging` says; our caller gets the error and tells it. */
const SILENT: Logger = {
  logQuery: say,
  logQueryError: say,
  logQuerySlow: say,
  logSchemaBuild: say,
  logMigration: say,
  log: say,
};

async function runPending(
  ownerUrl: string,
  steps: readonly MigrationStep[],
  onStep: (name: string) => void,
): Promise<string[]> {
  const done: string[] = [];
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    applicationName: 'provisio migrate',
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    logging: false,
    logger: SILENT,
    migrations: steps.map((step) =>
      asTypeOrmMigration(step, (name) => {
        done.push(name);
        onStep(name);
      }),
    ),
  });
  await source.initialize();
  try {
    await source.runMigrations();
    return done;
  } finally {
    await source.destroy();
  }
}
