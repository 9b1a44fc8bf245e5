type Values = { readonly [dimension: string]: readonly string[] };
type Targeting = { readonly include: Values; readonly exclude: Values };

const NAMES: Readonly<Record<string, string>> = {
  placement: 'Placement',
  category: 'Category',
  keyword: 'Keyword',
  interest: 'Interest',
  country: 'Country',
  device: 'Device',
  hour: 'Hour (UTC)',
};

/** Whom a campaign wants, as a list: one of the values in every line. */
export function TargetingFacts({ targeting: { include, exclude } }: { targeting: Targeting }) {
  const lines = [
    ...Object.entries(include).map(([name, values]) => [NAMES[name] ?? name, values.join(', ')] as const),
    ...Object.entries(exclude).map(([name, values]) => [`Not ${NAMES[name] ?? name}`, values.join(', ')] as const),
  ].filter(([, values]) => values !== '');
  if (lines.length === 0) return <p className="muted">Everywhere, to everybody.</p>;
  return (
    <dl className="facts">
      {lines.map(([name, values]) => (
        <Fact key={name} name={name} value={values} />
      ))}
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
