/** The mark and the name. */
export function Logo() {
  return (
    <span className="logo">
      <img src="/icon.svg" width="28" height="28" alt="" />
      Provisio
    </span>
  );
}
