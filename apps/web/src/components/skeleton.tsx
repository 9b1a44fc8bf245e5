/** Grey rows in the shape of what comes, so that nothing moves when it does. */
export function Skeleton({ rows }: { rows: number }) {
  return (
    <div className="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_none, row) => (
        <span key={row} />
      ))}
    </div>
  );
}
