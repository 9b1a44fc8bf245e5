export { CommissionsController } from './http/commissions.controller.ts';
export { ConversionsController } from './http/conversions.controller.ts';
