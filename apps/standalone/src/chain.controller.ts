import { Controller, Get, Inject, Injectable } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CONFIG, type Config } from '#platform/config';
import { Public } from '#platform/http';

const ChainBody = z
  .object({
    chain_id: z.string().meta({ examples: ['31337'] }),
    rpc_url: z.string().nullable().meta({
      description: 'The embedded chain. Null where the operator brought a node, whose address may hold a key.',
    }),
  })
  .meta({ id: 'ChainAddress' });

/** Where the chain's JSON-RPC answers. */
@Injectable()
export class ChainAddress {
  constructor(readonly rpcUrl: string) {}
}

/** Which chain the ledger is anchored on, so that a reader can ask it past us. */
@ApiTags('start')
@Controller('v1/chain')
export class ChainController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly address: ChainAddress,
  ) {}

  @Get()
  @Public()
  @ApiOkResponse({ standardSchema: ChainBody })
  read(): z.input<typeof ChainBody> {
    const { chainId, rpcUrl } = this.config.chain;
    return { chain_id: String(chainId), rpc_url: rpcUrl === undefined ? this.address.rpcUrl : null };
  }
}
