import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, Clock, type EpochMs, type Id, type Json, type Minor } from '#kernel';
import { Allow, CurrentCaller, Scopes, ShowsMoney } from '#platform/http';
import type { TransferKind } from '../domain/entry.ts';
import { FindHold, type HoldView } from '../use-cases/find-hold/find-hold.ts';
import { Poster } from '../use-cases/post-entries/poster.ts';
import { postedBy } from './posting.controller.ts';
import { HoldBody, HoldParams, NewCapture, NewHold, NewVoid } from './posting.schemas.ts';

type Resolution = {
  readonly id: Id<'Entry'>;
  readonly kind: TransferKind;
  readonly amount: Minor;
  readonly at: EpochMs;
  readonly by: Caller;
};

/** Two-phase transfers: an amount is held, then taken (a part or all of it) or given up. */
@ApiTags('ledger')
@Controller('v1/holds')
@Allow('finance')
@ShowsMoney()
export class HoldsController {
  constructor(
    private readonly poster: Poster,
    private readonly findHold: FindHold,
    private readonly clock: Clock,
  ) {}

  /** Reserves an amount: it counts against the limits of both accounts, and moves nothing. */
  @Post()
  @HttpCode(200)
  @Scopes('ledger:write')
  @ApiOkResponse({ standardSchema: HoldBody })
  async hold(
    @Body({ schema: NewHold }) { id, asset, debit, credit, amount, effective_at, metadata }: z.output<typeof NewHold>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const effectiveAt = effective_at ?? this.clock.now();
    const transfers = [{ kind: 'hold', debit, credit, amount } as const];
    const seq = await this.post({ id, asset, effectiveAt, transfers, metadata: withPoster(metadata, caller) });
    return holdShape(await this.findHold.execute(seq));
  }

  /** A hold by its log position. */
  @Get(':seq')
  @Scopes('ledger:read')
  @ApiOkResponse({ standardSchema: HoldBody })
  async read(@Param({ schema: HoldParams }) { seq }: z.output<typeof HoldParams>): Promise<unknown> {
    return holdShape(await this.findHold.execute(seq));
  }

  /** Takes the amount, or a part of it; the rest is free again. A hold resolves once. */
  @Post(':seq/capture')
  @HttpCode(200)
  @Scopes('ledger:write')
  @ApiOkResponse({ standardSchema: HoldBody })
  async capture(
    @Param({ schema: HoldParams }) { seq }: z.output<typeof HoldParams>,
    @Body({ schema: NewCapture }) { id, amount, effective_at }: z.output<typeof NewCapture>,
    @CurrentCaller() by: Caller,
  ): Promise<unknown> {
    const hold = await this.findHold.execute(seq);
    const at = effective_at ?? this.clock.now();
    return this.resolve(hold, { id, kind: 'capture', amount: amount ?? hold.amount, at, by });
  }

  /** Gives the whole hold up. */
  @Post(':seq/void')
  @HttpCode(200)
  @Scopes('ledger:write')
  @ApiOkResponse({ standardSchema: HoldBody })
  async void(
    @Param({ schema: HoldParams }) { seq }: z.output<typeof HoldParams>,
    @Body({ schema: NewVoid }) { id, effective_at }: z.output<typeof NewVoid>,
    @CurrentCaller() by: Caller,
  ): Promise<unknown> {
    const hold = await this.findHold.execute(seq);
    return this.resolve(hold, { id, kind: 'void', amount: hold.amount, at: effective_at ?? this.clock.now(), by });
  }

  private async resolve(hold: HoldView, { id, kind, amount, at, by }: Resolution): Promise<unknown> {
    const { debit, credit, asset, seq } = hold;
    const transfers = [{ kind, debit, credit, amount, refersTo: seq }];
    await this.post({ id, asset, effectiveAt: at, transfers, metadata: withPoster({}, by) });
    return holdShape(await this.findHold.execute(seq));
  }

  /** Log position of what was booked. @throws the refusal by its name; nothing was written. */
  private async post(draft: Parameters<Poster['post']>[0][number]): Promise<bigint> {
    const [outcome] = await this.poster.post([draft]);
    if (outcome?.outcome !== 'posted') throw outcome?.error ?? new Error('an entry was not answered');
    return outcome.entry.transfers[0]?.seq ?? 0n;
  }
}

function withPoster(metadata: { readonly [key: string]: Json }, caller: Caller): { readonly [key: string]: Json } {
  return { ...metadata, posted_by: postedBy(caller) };
}

function holdShape({ seq, debit, credit, amount, asset, isOpen }: HoldView): unknown {
  return z.encode(HoldBody, { seq, debit, credit, amount: { amount, asset }, is_open: isOpen });
}
