import { readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type Node, type SourceFile as Parsed, SyntaxKind } from 'typescript/unstable/ast'
import {
  isCallExpression,
  isExportDeclaration,
  isIdentifier,
  isImportDeclaration,
  isImportTypeNode,
  isJsxAttribute,
  isLiteralTypeNode,
  isNewExpression,
  isPropertyAccessExpression,
  isStringLiteral,
} from 'typescript/unstable/ast/is'
import { API } from 'typescript/unstable/sync'

export const ROOT = dirname(dirname(import.meta.dirname))

/** One file of ours, as the compiler parses it. Paths are from the root; lines count from 1. */
export interface SourceFile {
  readonly path: string
  readonly lines: number
  readonly imports: readonly Import[]
  readonly words: readonly Word[]
}

export interface Import {
  readonly line: number
  /** A path for a file of ours, else the specifier as it is written. */
  readonly to: string
  readonly ours: boolean
  /** `import type`: it is gone at run time. `import { type A }` is not; it still loads the module. */
  readonly types: boolean
}

/** `name`: an identifier, `a.b`, or `new A()` without arguments. `literal`: a string, or one piece of a template. */
export interface Word {
  readonly is: 'name' | 'keyword' | 'attribute' | 'literal'
  readonly text: string
  readonly line: number
}

/** All files that tsconfig.json includes, parsed by the compiler that builds them. */
export function readSource(): readonly SourceFile[] {
  const config = join(ROOT, 'tsconfig.json')
  const api = new API({ cwd: ROOT })
  try {
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config)
    if (project === undefined) throw new Error(`the compiler did not open ${config}`)
    return project.rootFiles.map((file) => {
      const parsed = project.program.getSourceFile(file)
      if (parsed === undefined) throw new Error(`the compiler did not read ${file}`)
      return sourceFile(parsed)
    })
  } finally {
    api.close()
  }
}

/** The same files without the compiler: those below `folders` with an ending of ours. */
export function findSource(...folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    )
    .filter((file) => /\.tsx?$/.test(file))
}

function sourceFile(parsed: Parsed): SourceFile {
  const path = relative(ROOT, parsed.fileName)
  const found = { imports: [] as Import[], words: [] as Word[] }
  const lineOf = (position: number) => parsed.getLineAndCharacterOfPosition(position).line + 1
  const visit = (node: Node): void => {
    const line = lineOf(node.getStart(parsed))
    const imported = importOf(node)
    if (imported !== undefined)
      found.imports.push({ line, ...resolved(path, imported.specifier), types: imported.types })
    found.words.push(...wordsOf(node).map((word) => ({ ...word, line })))
    node.forEachChild(visit)
  }
  visit(parsed)
  return { path, lines: parsed.text.split('\n').length - 1, ...found }
}

const KEYWORDS: ReadonlyMap<SyntaxKind, string> = new Map([
  [SyntaxKind.AsyncKeyword, 'async'],
  [SyntaxKind.AwaitKeyword, 'await'],
  [SyntaxKind.AwaitExpression, 'await'],
  [SyntaxKind.ThrowStatement, 'throw'],
])

const LITERALS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail,
])

function importOf(node: Node): { readonly specifier: string; readonly types: boolean } | undefined {
  if (isImportDeclaration(node) && isStringLiteral(node.moduleSpecifier)) {
    const types = node.importClause?.phaseModifier === SyntaxKind.TypeKeyword
    return { specifier: node.moduleSpecifier.text, types }
  }
  if (isExportDeclaration(node) && node.moduleSpecifier && isStringLiteral(node.moduleSpecifier))
    return { specifier: node.moduleSpecifier.text, types: node.isTypeOnly }
  if (isImportTypeNode(node) && isLiteralTypeNode(node.argument) && isStringLiteral(node.argument.literal))
    return { specifier: node.argument.literal.text, types: true }
  if (isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword) {
    const [specifier] = node.arguments
    return {
      specifier: specifier && isStringLiteral(specifier) ? specifier.text : 'computed at run time',
      types: false,
    }
  }
  return undefined
}

function resolved(from: string, specifier: string): { readonly to: string; readonly ours: boolean } {
  const ours = specifier.startsWith('.')
  return { to: ours ? join(dirname(from), specifier) : specifier, ours }
}

function wordsOf(node: Node): readonly Omit<Word, 'line'>[] {
  const keyword = KEYWORDS.get(node.kind)
  if (keyword !== undefined) return [{ is: 'keyword', text: keyword }]
  if (LITERALS.has(node.kind)) return [{ is: 'literal', text: node.getText() }]
  if (isIdentifier(node)) return [{ is: 'name', text: node.text }]
  if (isJsxAttribute(node)) return [{ is: 'attribute', text: node.name.getText() }]
  if (isPropertyAccessExpression(node) && isIdentifier(node.expression))
    return [{ is: 'name', text: `${node.expression.text}.${node.name.text}` }]
  if (isNewExpression(node) && isIdentifier(node.expression) && (node.arguments?.length ?? 0) === 0)
    return [{ is: 'name', text: `new ${node.expression.text}()` }]
  return []
}
