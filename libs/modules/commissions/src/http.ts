export { CommissionsController } from './http/commissions.controller.ts';
