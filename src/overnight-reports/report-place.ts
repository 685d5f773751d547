/** Where the bytes of reports lie. */
export type ReportPlace =
  /** A folder that all nodes of a site share. */
  { readonly is: 'folder'; readonly path: string } | ({ readonly is: 's3' } & S3Place)

/** A bucket of a service that speaks as Amazon S3 does. */
export interface S3Place {
  /** Its origin. */
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  /** What each name in the bucket begins with; empty, or it ends in a slash. */
  readonly prefix: string
  /** Whether the bucket is named in the path, or is the first label of the host. */
  readonly bucketIn: 'path' | 'host'
  readonly accessKey: string
  readonly secret: string
  /** PEM; undefined: the certificates this machine believes. */
  readonly ca: string | undefined
}
