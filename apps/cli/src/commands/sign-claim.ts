import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { InvalidInput } from '#kernel';
import { DemoWallet } from '#modules/settlement';
import { type Command, UsageError } from '../command.ts';

/** The part of `GET /v1/claims` that is signed. Numbers are decimal strings. */
type ClaimAnswer = {
  readonly claim: {
    readonly chain_id: string;
    readonly vault: string;
    readonly epoch: string;
    readonly lane: string;
    readonly wallet: string;
    readonly cumulative: { readonly amount: string };
    readonly deadline: string;
  } | null;
};

/** `sign-claim`: what a wallet app does with the answer of `GET /v1/claims`, for a person of the demo. */
export const command: Command = {
  usage: `npm run cli -- sign-claim --demo-wallet "<name>" < claims.json
  Reads the answer of GET /v1/claims and prints the body of POST /v1/claims, signed by that demo person's wallet.
  The keys of demo wallets are published: they are worth nothing outside the embedded chain.`,
  async run(args, { write }) {
    const { values } = parseArgs({ args: [...args], options: { 'demo-wallet': { type: 'string' } } });
    if (values['demo-wallet'] === undefined) throw new UsageError(this.usage);
    const { claim } = readAnswer(await text(process.stdin));
    if (claim === null) throw new InvalidInput('claim', 'there is nothing to claim: no active root pays this payee');
    const { chain_id: chainId, vault, epoch, lane, wallet, cumulative, deadline } = claim;
    const signature = await new DemoWallet(values['demo-wallet']).signClaim(
      { chainId: BigInt(chainId), vault },
      {
        epoch: BigInt(epoch),
        lane: BigInt(lane),
        wallet,
        cumulative: BigInt(cumulative.amount),
        to: wallet,
        deadline: BigInt(deadline),
      },
    );
    write(JSON.stringify({ epoch, to: wallet, deadline, signature }));
    return 0;
  },
};

function readAnswer(json: string): ClaimAnswer {
  try {
    return JSON.parse(json) as ClaimAnswer;
  } catch {
    throw new InvalidInput('claims', 'standard input is not the JSON that GET /v1/claims answers');
  }
}
