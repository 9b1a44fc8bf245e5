import { closingLines, countHardhat, countJest, readNotRun } from './test-report.ts';
import { checkServices, jestSelection, suiteOf } from './test-suites.ts';

const file = (
  name: string,
  status: string,
  ...tests: string[]
): { name: string; status: string; assertionResults: { status: string }[] } => ({
  name,
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});

describe('the count of a test run', () => {
  it('adds up by suite, and a file that could not run is one failure', () => {
    const counts = countJest(
      {
        testResults: [
          file('/r/libs/kernel/src/a.spec.ts', 'passed', 'passed', 'passed'),
          file('/r/libs/kernel/src/b.spec.ts', 'failed', 'passed', 'failed'),
          file('/r/libs/kernel/src/c.spec.ts', 'failed'),
          file('/r/libs/modules/x/src/storage/a.db.spec.ts', 'passed', 'passed', 'pending', 'todo'),
        ],
      },
      '/r/',
    );
    expect(counts).toEqual([
      { suite: 'unit', passed: 3, failed: 2, skipped: 0 },
      { suite: 'db', passed: 1, failed: 0, skipped: 2 },
    ]);
  });

  it("reads Hardhat's closing lines, and takes a run that died for a failure", () => {
    const output = '  3 passing (29ms)\n\n5 passing (2 solidity, 3 mocha)\n1 failing (1 mocha)\n';
    expect(countHardhat(output, 1)).toEqual({ suite: 'contracts', passed: 5, failed: 1, skipped: 0 });
    expect(countHardhat('2 passing (2 solidity)\n', 0)).toMatchObject({ passed: 2, failed: 0 });
    expect(countHardhat('HHE1: no compiler', 1)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('ends with the sum alone on the last line, after what did not run and why', () => {
    const counts = [
      { suite: 'unit', passed: 3, failed: 2, skipped: 0 },
      { suite: 'contracts', passed: 5, failed: 0, skipped: 1 },
    ];
    expect(
      closingLines(counts, ['ok      build, 1.0 s'], [{ what: 'kafka', why: 'TEST_SERVICES names none' }]),
    ).toEqual([
      '',
      'ok      build, 1.0 s',
      'suites:',
      '  contracts  5 passed, 0 failed, 1 skipped',
      '  unit       3 passed, 2 failed',
      'not run: kafka (TEST_SERVICES names none)',
      '8 passed, 2 failed',
    ]);
  });

  it('says what did not run once, however often it was said', () => {
    const line = '{"what":"shared data","why":"it is not there"}\n';
    expect(readNotRun(`${line}${line}`)).toEqual([{ what: 'shared data', why: 'it is not there' }]);
  });
});

describe('suites', () => {
  it.each([
    ['libs/kernel/src/money.spec.ts', 'unit'],
    ['libs/modules/ledger/src/storage/pg-ledger.db.spec.ts', 'db'],
    ['test/e2e/path.spec.ts', 'e2e'],
    ['test/conformance/chain.spec.ts', 'conformance'],
    ['test/web/home.spec.tsx', 'web'],
    ['test/architecture/tools.spec.ts', 'architecture'],
    ['scripts/dev/build-plan.spec.ts', 'unit'],
  ])('%s is counted as %s', (spec, suite) => {
    expect(suiteOf(spec)).toBe(suite);
  });

  it('select their files, and unit is what no other suite claims', () => {
    expect(jestSelection([])).toEqual([]);
    expect(jestSelection(['db'])).toEqual(['--testPathPatterns', '\\.db\\.spec\\.ts$']);
    expect(jestSelection(['unit'])).toEqual(
      expect.arrayContaining(['--testPathIgnorePatterns', 'test/e2e/', '\\.db\\.spec\\.ts$']),
    );
  });
});

describe('TEST_SERVICES', () => {
  const probes = { redis: () => Promise.resolve(), kafka: () => Promise.reject(new Error('connection refused')) };

  it('names nothing by default, and then nothing of it runs', async () => {
    expect(await checkServices(undefined, probes)).toMatchObject({
      problems: [],
      missing: expect.arrayContaining(['redis', 'kafka']),
    });
  });

  it('takes a service that answers', async () => {
    const { problems, missing } = await checkServices('redis', probes);
    expect({ problems, redisMissing: missing.includes('redis') }).toEqual({ problems: [], redisMissing: false });
  });

  it('fails the run for a service that is unknown, or cannot be reached', async () => {
    const { problems } = await checkServices('mysql, s3, kafka', probes);
    expect(problems).toEqual([
      'TEST_SERVICES names "mysql"; known are postgres, kafka, redis, rpc, elasticsearch, s3',
      'TEST_SERVICES names "s3", and nobody knows how to ask it',
      'TEST_SERVICES names "kafka", which cannot be reached: connection refused',
    ]);
  });
});
