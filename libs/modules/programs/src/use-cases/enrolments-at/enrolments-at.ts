import { Injectable } from '@nestjs/common';
import type { Enrolment } from '../../domain/program.ts';
import { type EnrolmentQuestion, EnrolmentStore } from '../../storage/enrolment.store.ts';

/** Who was enrolled when, and at which tier. */
@Injectable()
export class EnrolmentsAt {
  constructor(private readonly enrolments: EnrolmentStore) {}

  /** One answer per question, in order; undefined when the partner was not enrolled. One query. */
  async execute(questions: readonly EnrolmentQuestion[]): Promise<(Enrolment | undefined)[]> {
    return questions.length === 0 ? [] : this.enrolments.at(questions);
  }
}
