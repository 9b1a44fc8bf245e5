import { useQuery } from '@tanstack/react-query';
import type { Coverage } from './proof-state.ts';
import { ask } from './queries.ts';

/** How much of the log is signed and anchored right now; undefined until both are known. */
export function useCoverage(): Coverage | undefined {
  const { data: checkpoint } = useQuery(ask.checkpoint);
  const { data: contracts } = useQuery(ask.contracts);
  if (checkpoint === undefined || contracts === undefined) return undefined;
  return {
    signed: BigInt(checkpoint.size),
    anchored: BigInt(contracts.anchor?.size ?? '0'),
    final: BigInt(contracts.anchor?.final_size ?? '0'),
  };
}
