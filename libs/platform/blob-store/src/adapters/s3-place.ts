/** What an address like `https://key:secret@host:port/bucket?region=eu-west-1` says. */
export type S3Place = {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  /** Absent, the SDK looks where it always does: its variables, its files, the machine's role. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
};

/** Reads BLOB_STORE_URL, which the configuration has checked. */
export function placeOf(url: string): S3Place {
  const { protocol, host, pathname, searchParams, username, password } = new URL(url);
  return {
    endpoint: `${protocol}//${host}`,
    bucket: pathname.replaceAll('/', ''),
    region: searchParams.get('region') ?? 'us-east-1',
    credentials:
      username === ''
        ? undefined
        : { accessKeyId: decodeURIComponent(username), secretAccessKey: decodeURIComponent(password) },
  };
}
