export { MODEL_FILE } from './adapters/text-judge.ts';
export { normaliseText } from './domain/moderation/normalise-text.ts';
export { FEATURE_BITS, TextFeatures } from './domain/moderation/text-features.ts';
export {
  calibrated,
  type CalibrationStep,
  CHARACTER_SHARE,
  packTextModel,
  TEXT_CLASSES,
  type TextClass,
  TextModel,
  type TextModelParts,
  type TextVerdict,
} from './domain/moderation/text-model.ts';
export { hashtagsOf, type Label, type Post, type PostPicture, type PostTag, type Visibility } from './domain/post.ts';
export {
  AppealRefused,
  CaseClaimed,
  CaseNotFound,
  CaseNotOpen,
  LabelRefused,
  MediaNotFound,
  ModelUnreadable,
  NeedsAnotherModerator,
  NotAPicture,
  OwnWords,
  PictureSizeRefused,
  PostNotFound,
  ProductNotFound,
  RateReached,
  ReportedBefore,
  TextEmpty,
  TextTooLong,
} from './social.errors.ts';
export { SocialModule } from './social.module.ts';
export { SocialSearchModule } from './social-search.module.ts';
export { AddComment } from './use-cases/add-comment/add-comment.ts';
export { FindPosts, productKey, type ShownPost } from './use-cases/find-posts/find-posts.ts';
export { FollowAuthor } from './use-cases/follow-author/follow-author.ts';
export { AppealRemoval } from './use-cases/moderate/appeal-removal.ts';
export { ClaimCase } from './use-cases/moderate/claim-case.ts';
export { DecideCase, type Verdict } from './use-cases/moderate/decide-case.ts';
export { type CaseFile, ReadCases } from './use-cases/moderate/read-cases.ts';
export { type PostDraft, PublishPost, type TagDraft } from './use-cases/publish-post/publish-post.ts';
export { ReactToPost } from './use-cases/react/react-to-post.ts';
export { type ReportDraft, ReportPost } from './use-cases/report-post/report-post.ts';
export { ReputationBook } from './use-cases/reputation/reputation.ts';
export { PostIndex } from './use-cases/search-posts/post-index.ts';
export { type FoundPosts, type PostSearch, SearchPosts } from './use-cases/search-posts/search-posts.ts';
export { UploadPicture } from './use-cases/upload-picture/upload-picture.ts';
