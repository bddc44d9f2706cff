const MIB_A_GIB = 1024;

/** An amount of memory in MiB as people say it, never less than it is: `513 MiB`, `18.2 GiB`. */
export function memory(mib: number): string {
  return mib < MIB_A_GIB ? `${Math.ceil(mib)} MiB` : `${Math.ceil((10 * mib) / MIB_A_GIB) / 10} GiB`;
}

/** The same of bytes. */
export function memoryOf(bytes: number): string {
  return memory(bytes / 2 ** 20);
}
