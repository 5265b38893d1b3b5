// Writes src/generated from proto/. Both tools come from npm with their programs inside; they are fetched only here,
// since the stubs are committed and the compiler for them weighs 90 MB.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { URL, fileURLToPath } from 'node:url';

const tools = ['@bufbuild/buf@1.75.0', 'ts-proto@2.18.0'];
const options = [
  'env=node',
  'esModuleInterop=true',
  'forceLong=number',
  'outputServices=grpc-js',
  'outputJsonMethods=false',
  'outputPartialMethods=false',
  'useOptionals=none',
  'unrecognizedEnum=false',
];
const template = {
  version: 'v2',
  plugins: [{ local: 'protoc-gen-ts_proto', out: 'src/generated', opt: options }],
};

const folder = fileURLToPath(new URL('.', import.meta.url));
rmSync(`${folder}src/generated`, { recursive: true, force: true });
const { status } = spawnSync(
  'npx',
  [
    '--yes',
    ...tools.flatMap((tool) => ['-p', tool]),
    '--',
    'buf',
    'generate',
    'proto',
    '--template',
    JSON.stringify(template),
  ],
  { cwd: folder, stdio: 'inherit' },
);
process.exit(status ?? 1);
