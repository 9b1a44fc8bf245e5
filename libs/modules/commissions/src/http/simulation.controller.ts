import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Asset, Caller, Id, Minor } from '#kernel';
import { Allow, CurrentCaller, Scopes } from '#platform/http';
import { MOST_LINES, type Simulation, SimulateRules } from '../use-cases/simulate-rules/simulate-rules.ts';
import { programId, SimulationBody, SimulationQuery } from './simulation.schemas.ts';

/** What a draft of a rule would have paid. */
@ApiTags('programs')
@Controller('v1/programs')
@Allow('merchant', 'finance')
@Scopes('programs:read')
export class SimulationController {
  constructor(private readonly simulateRules: SimulateRules) {}

  /** Prices the last days' orders under a draft and under the rule in force. Nothing is written. */
  @Post(':id/simulate')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: SimulationBody })
  async simulate(
    @Param('id', { schema: programId }) id: Id<'Program'>,
    @Body({ schema: SimulationQuery }) body: z.output<typeof SimulationQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    return shape(id, await this.simulateRules.execute(caller, { programId: id, ...body }));
  }
}

function shape(program: Id<'Program'>, found: Simulation): unknown {
  const { asset, commissions, fees, notice, partners } = found;
  const side = ({ partners: count, amount }: Simulation['commissions']['gaining']) => ({
    partners: count,
    amount: money(amount, asset),
  });
  return z.encode(SimulationBody, {
    program,
    from: found.from,
    to: found.to,
    in_force: found.inForce ?? null,
    orders: found.orders,
    lines: found.lines,
    lines_cap: MOST_LINES,
    is_capped: found.isCapped,
    commissions: {
      ...both(commissions, asset),
      gaining: side(commissions.gaining),
      losing: side(commissions.losing),
    },
    fees: both(fees, asset),
    partners: partners.map(({ partnerId, name, orders, ...each }) => ({
      partner: partnerId,
      name,
      orders,
      ...both(each, asset),
    })),
    notice: { is_cut: notice.isCut, days: notice.days, earliest_from: notice.earliestFrom },
  });
}

function money(amount: bigint, asset: Asset): { amount: Minor; asset: Asset } {
  return { amount: amount as Minor, asset };
}

function both({ now, draft }: { readonly now: bigint; readonly draft: bigint }, asset: Asset) {
  const diff = { amount: String(draft - now), asset };
  return { now: money(now, asset), draft: money(draft, asset), diff };
}
