/**
 * Reads what a person typed, such as `12.5`, as a whole number of units of 10⁻ᵖˡᵃᶜᵉˢ: 1250 for two places. Undefined for
 * what is no such amount, or finer than that.
 */
export function unitsOf(text: string, places: number): bigint | undefined {
  const [, whole, part = ''] = /^\s*(\d{1,15})(?:[.,](\d+))?\s*$/.exec(text) ?? [];
  if (whole === undefined || part.length > places) return undefined;
  return BigInt(whole + part.padEnd(places, '0'));
}

/** Decimals of an asset such as `GBPT/2`. */
export function placesOf(asset: string): number {
  return Number.parseInt(asset.split('/')[1] ?? '0', 10);
}

/** Units of 10⁻ᵖˡᵃᶜᵉˢ as a decimal, without zeros that say nothing beyond `least` places. */
export function decimalOf(units: bigint, places: number, least: number): string {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  const part = digits
    .slice(digits.length - places)
    .replace(/0+$/, '')
    .padEnd(least, '0');
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${units < 0n ? '−' : ''}${whole}${part === '' ? '' : `.${part}`}`;
}
