import type { Screen } from '../screens.tsx';

const PATHS = {
  overview: 'M3 13h6V3H3zM11 17h6V9h-6zM3 17h6v-2H3zM11 7h6V3h-6z',
  ledger: 'M4 3h12v14H4zM7 7h6M7 10h6M7 13h4',
  scales: 'M10 3v14M5 17h10M4 6h12M4 6l-2 6h4zM16 6l-2 6h4z',
  reports: 'M4 17V9h3v8M9 17V4h3v13M14 17v-6h3v6M3 17h15',
  looks: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  coins:
    'M10 4c4 0 6 1.2 6 2.5S14 9 10 9 4 7.800 4 6.500 6 4 10 4zM4 6.500v7C4 14.800 6 16 10 16s6-1.200 6-2.500v-7M4 10c0 1.300 2 2.500 6 2.500s6-1.200 6-2.500',
  wallet: 'M3 6h12v10H3zM3 6l9-3v3M12 11h5v-2h-5z',
  runs: 'M4 5h8M4 10h12M4 15h6M14 3l3 2-3 2M13 13l2 2 3-4',
  clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4l3 2',
  orders: 'M4 6h12l-1 11H5zM7 6a3 3 0 0 1 6 0',
  rules: 'M4 5h12M4 10h8M4 15h5M14 12l2 2-2 2',
  campaigns: 'M4 8v4h3l6 4V4L7 8zM15 8a3 3 0 0 1 0 4',
  queue: 'M10 3l6 2v5c0 4-3 6-6 7-3-1-6-3-6-7V5zM7 10l2 2 4-4',
  feed: 'M3 3h14v9H3zM3 15h14M3 17h8M6 9l3-3 3 3 2-2 3 3',
  approve: 'M4 4h12v9H9l-4 3v-3H4zM7 8l2 2 4-4',
} as const satisfies Record<Screen['icon'], string>;

/** A mark beside a word, never instead of one. */
export function Icon({ name }: { name: Screen['icon'] }) {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" className="icon">
      <path d={PATHS[name]} />
    </svg>
  );
}
