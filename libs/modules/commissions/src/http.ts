export { CommissionsController } from './http/commissions.controller.ts';
export { ConversionsController } from './http/conversions.controller.ts';
export { ReviewsController } from './http/reviews.controller.ts';
export { SimulationController } from './http/simulation.controller.ts';
