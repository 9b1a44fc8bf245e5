import { useMutation, useQuery } from '@tanstack/react-query';
import { upload } from '../../api.ts';
import { faultAt, Field, Refusal } from '../../components/field.tsx';
import { askRules } from '../rules/rule-queries.ts';
import { type CreativeForm, faultsOfCreative } from './creative-form.ts';

type Props = {
  readonly form: CreativeForm;
  readonly change: (form: CreativeForm) => void;
  /** What the API said against it. */
  readonly error: unknown;
  /** Shows what is missing already. */
  readonly isStrict: boolean;
};

const FORMATS = [
  ['banner', 'A banner picture'],
  ['product', 'A product of your catalog'],
  ['video', 'A film'],
] as const;

/** The fields of one creative, by its format. */
export function CreativeFields({ form, change, error, isStrict }: Props) {
  const faults = isStrict ? faultsOfCreative(form) : {};
  return (
    <>
      <fieldset>
        <legend>What is shown</legend>
        <div className="choices">
          {FORMATS.map(([format, name]) => (
            <label key={format}>
              <input
                type="radio"
                name="format"
                checked={form.format === format}
                onChange={() => change({ ...form, format, picture: undefined })}
              />{' '}
              {name}
            </label>
          ))}
        </div>
      </fieldset>
      {form.format === 'video' ? (
        <FilmFields form={form} change={change} faults={faults} />
      ) : (
        <PictureFields form={form} change={change} faults={faults} />
      )}
      <Field
        label="Where a click leads"
        hint="A page of your shop"
        fault={faults.landingUrl ?? faultAt(error, 'landing_url')}
      >
        {(control) => (
          <input
            {...control}
            type="url"
            placeholder="https://"
            value={form.landingUrl}
            onChange={(event) => change({ ...form, landingUrl: event.target.value })}
          />
        )}
      </Field>
      {form.format === 'video' ? null : <Uploaded form={form} />}
    </>
  );
}

/** The picture as it came back, in a place that is kept for it: nothing moves when it comes. */
function Uploaded({ form: { picture, alt } }: Pick<Props, 'form'>) {
  return (
    <div className="uploaded">
      {picture === undefined ? (
        <span className="muted">The picture is shown here once it is uploaded.</span>
      ) : (
        <img className="creative" src={picture.url} width={picture.width} height={picture.height} alt={alt} />
      )}
    </div>
  );
}

type PartProps = Pick<Props, 'form' | 'change'> & { readonly faults: ReturnType<typeof faultsOfCreative> };

function PictureFields({ form, change, faults }: PartProps) {
  return (
    <>
      {form.format === 'product' ? <ProductField form={form} change={change} faults={faults} /> : null}
      <PictureField form={form} change={change} faults={faults} />
      {form.format === 'banner' ? (
        <Field label="What is on it" hint="Read to who does not see the picture" fault={faults.alt}>
          {(control) => (
            <input {...control} value={form.alt} onChange={(event) => change({ ...form, alt: event.target.value })} />
          )}
        </Field>
      ) : null}
    </>
  );
}

function ProductField({ form, change, faults }: PartProps) {
  const { data } = useQuery(askRules.products);
  return (
    <Field label="Product" hint="Its name and category come from your catalog" fault={faults.sku}>
      {(control) => (
        <select {...control} value={form.sku} onChange={(event) => change({ ...form, sku: event.target.value })}>
          <option value="">Choose a product</option>
          {(data?.items ?? []).map(({ sku, name }) => (
            <option key={sku} value={sku}>
              {name} ({sku})
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Uploads at once; what comes back is the picture as it will be shown, with its true size. */
function PictureField({ form, change, faults }: PartProps) {
  const sending = useMutation({
    mutationFn: upload,
    onSuccess: ({ renditions }) => {
      const largest = renditions.filter(({ type }) => type === 'image/webp').at(-1);
      if (largest === undefined) return;
      const { width, height } = largest;
      change({ ...form, picture: { url: new URL(largest.url, location.origin).href, width, height } });
    },
  });
  const { picture } = form;
  return (
    <>
      <Field
        label={form.format === 'product' ? 'Picture, if you like' : 'Picture'}
        hint={
          sending.isPending
            ? 'Uploading…'
            : picture === undefined
              ? 'JPEG, PNG or WebP, in the size of the place, such as 300 × 250'
              : `${picture.width} × ${picture.height} pixels`
        }
        fault={faults.picture}
      >
        {(control) => (
          <input
            {...control}
            type="file"
            accept="image/jpeg,image/png,image/webp"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file !== undefined) sending.mutate(file);
            }}
          />
        )}
      </Field>
      {sending.error === null ? null : <Refusal error={sending.error} />}
    </>
  );
}

function FilmFields({ form, change, faults }: PartProps) {
  return (
    <>
      <Field label="Address of the film" hint="MP4 or WebM that anybody can load" fault={faults.mediaUrl}>
        {(control) => (
          <input
            {...control}
            type="url"
            placeholder="https://"
            value={form.mediaUrl}
            onChange={(event) => {
              const mediaUrl = event.target.value;
              change({ ...form, mediaUrl, mimeType: mediaUrl.endsWith('.webm') ? 'video/webm' : 'video/mp4' });
            }}
          />
        )}
      </Field>
      <Field label="Title" fault={faults.title}>
        {(control) => (
          <input {...control} value={form.title} onChange={(event) => change({ ...form, title: event.target.value })} />
        )}
      </Field>
      <div className="fields">
        <Numeric label="Width, pixels" name="width" form={form} change={change} fault={faults.width} />
        <Numeric label="Height, pixels" name="height" form={form} change={change} fault={undefined} />
        <Numeric label="Length, seconds" name="seconds" form={form} change={change} fault={faults.seconds} />
      </div>
    </>
  );
}

function Numeric(props: {
  readonly label: string;
  readonly name: 'width' | 'height' | 'seconds';
  readonly form: CreativeForm;
  readonly change: Props['change'];
  readonly fault: string | undefined;
}) {
  const { label, name, form, change, fault } = props;
  return (
    <Field label={label} fault={fault}>
      {(control) => (
        <input
          {...control}
          inputMode="numeric"
          value={form[name]}
          onChange={(event) => change({ ...form, [name]: event.target.value })}
        />
      )}
    </Field>
  );
}
