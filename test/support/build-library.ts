import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** One of the C files of this folder, as what a browser loads: it lies in `folder`. */
export async function buildLibrary(name: 'pin-pad' | 'deaf-to-network', folder: string): Promise<string> {
  const [source, built] = [join(import.meta.dirname, `${name}.c`), join(folder, `${name}.so`)]
  await run('gcc', ['-shared', '-fPIC', '-I/usr/include/p11-kit-1', '-o', built, source])
  return built
}
