export { ProgramsController } from './http/programs.controller.ts';
