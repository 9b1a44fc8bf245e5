export { type TestPrograms, somePrograms } from './testing/some-programs.ts';
