export { AuthorsController } from './http/authors.controller.ts';
export { ModerationController } from './http/moderation.controller.ts';
export { takePictures } from './http/picture-bodies.ts';
export { PostsController } from './http/posts.controller.ts';
