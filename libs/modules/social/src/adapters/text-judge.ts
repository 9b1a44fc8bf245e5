import { Injectable } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import type { Json } from '#kernel';
import { normaliseText } from '../domain/moderation/normalise-text.ts';
import { applyPolicy, type PolicyOutcome, type TextFindings } from '../domain/moderation/policy.ts';
import { applyRules } from '../domain/moderation/rules.ts';
import { TextModel } from '../domain/moderation/text-model.ts';

/** The committed model; scripts/train/moderation.ts makes it. */
export const MODEL_FILE = new URL('../model/text-model.bin', import.meta.url);

/** What becomes of a text, with what was found. */
export type Judgement = PolicyOutcome & { readonly evidence: Json };

/** Rules, model and policy, with the committed model. */
@Injectable()
export class TextJudge {
  private readonly model = TextModel.read(readFileSync(MODEL_FILE));

  /** Decides about `text`, as it was written. No input or output; tens of microseconds. */
  judge(text: string): Judgement {
    const findings: TextFindings = { verdict: this.model.judge(text), hits: applyRules(text, normaliseText(text)) };
    const { verdict, hits } = findings;
    const evidence = {
      // Six decimals: what canonical JSON holds must not depend on the last bit of a logarithm.
      toxic: rounded(verdict.toxic),
      hate: rounded(verdict.hate),
      likeliest: verdict.likeliest,
      rules: hits.map(({ rule, found }) => ({ rule, found })),
    };
    return { ...applyPolicy(findings, this.model.removeAt), evidence };
  }
}

function rounded(probability: number): string {
  return probability.toFixed(6);
}
