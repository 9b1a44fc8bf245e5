import { canonicalJson, type Id, type Json, sha256 } from '#kernel';

/** A winner of a logged auction. `salt` (an id: 74 random bits, RFC 9562) hides it from who is shown only its hash. */
export type LoggedWinner = {
  readonly salt: string;
  readonly slot: number;
  readonly creativeId: Id<'Creative'>;
  readonly advertiserId: Id<'Organisation'>;
  readonly priceNanos: number;
};

/** A logged auction that somebody won. */
export type LoggedAuction = {
  readonly auctionId: Id<'Auction'>;
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly version: number;
  readonly request: Json;
  /** As it was logged; replaying the auction gives the same text. */
  readonly result: string;
  readonly losingScore: number;
  readonly winners: readonly LoggedWinner[];
};

/** What a winner's hash is of; its members are published with the proof. */
export function openedWinner({ salt, slot, creativeId, advertiserId, priceNanos }: LoggedWinner): Json {
  return { salt, slot, creative: creativeId, advertiser: advertiserId, price_nanos: priceNanos };
}

/** SHA-256 (hex) of the canonical JSON of `openedWinner`: others see that somebody won, not who and for how much. */
function winnerHash(winner: LoggedWinner): string {
  return sha256(canonicalJson(openedWinner(winner))).toString('hex');
}

/**
 * The bytes of an auction's leaf (RFC 8785). The request is in it as the text that was logged; the result as the SHA-256
 * of its text, because it names ads that did not win.
 */
export function auctionLeafBody(auction: LoggedAuction): string {
  const { auctionId, at, version, request, result, losingScore, winners } = auction;
  return canonicalJson({
    auction: auctionId,
    at,
    snapshot_version: version,
    request: JSON.stringify(request),
    result_sha256: sha256(result).toString('hex'),
    losing_score: String(losingScore),
    winners: winners.map(winnerHash),
  });
}
