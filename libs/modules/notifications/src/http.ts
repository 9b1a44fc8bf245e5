export { WebhookDeliveriesController } from './http/webhook-deliveries.controller.ts';
export { WebhookEndpointsController } from './http/webhook-endpoints.controller.ts';
