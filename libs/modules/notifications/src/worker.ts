export { NOTIFICATIONS_GROUP, NotificationsConsumers } from './jobs/notifications-consumers.ts';
export { NotificationsJobs } from './jobs/notifications-jobs.ts';
