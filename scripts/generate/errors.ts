// Writes docs/errors.md from the classes that extend DomainError. Understands --check.
import { isTest, readFiles } from '../checks/files.ts';
import { root } from '../dev/build-plan.ts';
import { errorsPage, findRefusals } from './support/error-classes.ts';
import { settle } from './support/settle.ts';

const sources = readFiles(root).filter(({ path }) => /^(libs|apps)\/.*\.ts$/.test(path) && !isTest(path));
settle('docs/errors.md', errorsPage(findRefusals(sources)));
