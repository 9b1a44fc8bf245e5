import type { Answer } from '../api.ts';
import { grouped } from '../words.ts';

type Gas = NonNullable<Answer<'/v1/claims'>['gas']>;

const WEI = 18;
const SHOWN = 6;

/** Gas as people read it: about 0.000084 ETH. `units` and the price stay exact beside it. */
export function gasText({ units, price_wei: price, fee_wei: fee }: Gas): { fee: string; detail: string } {
  return { fee: `${decimal(fee, WEI, SHOWN)} ETH`, detail: `${grouped(units)} units at ${decimal(price, 9, 2)} gwei` };
}

/** `amount` with `places` decimals, rounded up to `shown` of them: an estimate is never shown as nothing. */
function decimal(amount: string, places: number, shown: number): string {
  const step = 10n ** BigInt(places - shown);
  const digits = String((BigInt(amount) + step - 1n) / step).padStart(shown + 1, '0');
  return `${grouped(digits.slice(0, -shown))}.${digits.slice(-shown)}`;
}
