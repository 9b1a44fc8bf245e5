import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Caller, Id } from '#kernel';
import { Allow, CurrentCaller, Scopes, publicIdSchema } from '#platform/http';
import { ProveAuction } from '../use-cases/prove-auction/prove-auction.ts';

const auctionId = publicIdSchema<'Auction'>('auc');

const AuctionProof = z
  .object({ format: z.literal('provisio.auction.v1') })
  .catchall(z.json())
  .meta({ id: 'AuctionProof' });

/** Proofs of auctions. */
@ApiTags('campaigns')
@Controller('v1/auctions')
export class AuctionsController {
  constructor(private readonly proveAuction: ProveAuction) {}

  @Get(':id/proof')
  @Allow('merchant', 'finance')
  @Scopes('campaigns:read')
  @ApiOkResponse({ standardSchema: AuctionProof })
  proof(@Param('id', { schema: auctionId }) id: Id<'Auction'>, @CurrentCaller() caller: Caller): Promise<unknown> {
    return this.proveAuction.execute(caller, id);
  }
}
