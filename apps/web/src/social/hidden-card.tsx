/** In place of a post that the reader wants less of, as long as it can be taken back. */
export function HiddenCard({ isSent, undo }: { isSent: boolean; undo: () => void }) {
  return (
    <li className="card gone">
      <p role="status">
        {isSent ? 'You will see less of this.' : 'You will see less of this, unless you take it back now.'}
      </p>
      {isSent ? null : (
        <button type="button" onClick={undo}>
          Undo
        </button>
      )}
    </li>
  );
}
