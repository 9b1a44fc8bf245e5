import { Injectable } from '@nestjs/common';
import { Clock, type Id, IdSource } from '#kernel';
import { BlobStore } from '#platform/blob-store';
import { UnitOfWork } from '#platform/database';
import { cutPicture } from '../../adapters/cut-picture.ts';
import { type Media, MediaStore } from '../../storage/media.store.ts';

/** Takes a picture of an author's. */
@Injectable()
export class UploadPicture {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly media: MediaStore,
    private readonly blobs: BlobStore,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * Cuts the picture to size and stores the renditions under the hash of their bytes, then the row: a crash between the
   * two leaves files that the next upload of the same picture finds again. The same file twice is one picture.
   * @throws {PictureSizeRefused | NotAPicture} nothing was stored.
   */
  async execute(ownerId: Id<'Organisation'>, file: Buffer): Promise<Media> {
    const { files, ...facts } = await cutPicture(file);
    for (const { rendition, bytes } of files) await this.blobs.putNew(rendition.key, bytes, rendition.type);
    const renditions = files.map(({ rendition }) => rendition);
    const media = { id: this.ids.next<'Media'>(), ownerId, renditions, ...facts };
    const id = await this.unitOfWork.run((tx) => this.media.insert(tx, media, this.clock.now()));
    return { ...media, id };
  }
}
