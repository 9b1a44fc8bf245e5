import { Injectable } from '@nestjs/common';
import { Clock, type Id, IdSource } from '#kernel';
import { EnrolmentsAt, FindPrograms, ProgramNotFound } from '#modules/programs';
import { UnitOfWork } from '#platform/database';
import { LinkCodeTaken, PartnerNotEnrolled } from '../../attribution.errors.ts';
import type { Link } from '../../domain/link.ts';
import { codeOf } from '../../domain/link-code.ts';
import { checkLinkUrl } from '../../domain/link-url.ts';
import { LinkStore } from '../../storage/link.store.ts';

/** A link as a partner asks for it. */
export type LinkDraft = {
  readonly programId: Id<'Program'>;
  readonly partnerId: Id<'Organisation'>;
  /** Where it leads: an http or https page. */
  readonly url: string;
  /** 4 to 32 letters, digits, - or _; made from the id when it is left out. */
  readonly code?: string | undefined;
};

/** Makes a partner's tracked link. */
@Injectable()
export class CreateLink {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly links: LinkStore,
    private readonly findPrograms: FindPrograms,
    private readonly enrolmentsAt: EnrolmentsAt,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the link; its partner must be enrolled in the program now.
   * @throws {LinkUrlRefused | ProgramNotFound | PartnerNotEnrolled | LinkCodeTaken} in this order; no link was made.
   */
  async execute(draft: LinkDraft): Promise<Link> {
    const { programId, partnerId } = draft;
    const url = checkLinkUrl(draft.url);
    const createdAt = this.clock.now();
    const program = (await this.findPrograms.execute([programId])).get(programId);
    if (program === undefined) throw new ProgramNotFound();
    const { merchantId } = program;
    const [enrolment] = await this.enrolmentsAt.execute([{ programId, partnerId, at: createdAt }]);
    if (enrolment === undefined) throw new PartnerNotEnrolled();
    const id = this.ids.next<'Link'>();
    const link = { id, code: draft.code ?? codeOf(id), programId, merchantId, partnerId, url, createdAt };
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.links.insert(tx, link))) throw new LinkCodeTaken(link.code);
    });
    return link;
  }
}
