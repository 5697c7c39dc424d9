/// Proposes words of commands.
struct WordCompleter {
  let context: WordContext
  /// All commands.
  let commands: CommandRegistry
  /// What may stand where the word stands: commands, or the words of a block.
  let registry: CommandRegistry
  let variables: [String: Value]
  let layers: [String]
  let names: KnownNames
  /// Where the part of the word begins that is replaced.
  private var start: Int
  /// That part.
  private var typed: String

  init(
    context: WordContext, registry: CommandRegistry, variables: [String: Value],
    layers: [String], names: KnownNames
  ) {
    self.context = context
    commands = registry
    self.registry = context.owners.reduce(registry) { registry, owner in
      (try? registry.resolve(owner))?.block ?? CommandRegistry(words: [], noun: "", hint: "")
    }
    self.variables = variables
    self.layers = layers
    self.names = names
    start = context.start
    typed = context.text
  }

  mutating func complete() -> Completion {
    if context.isFirst { return answer(names(of: registry)) }
    guard !context.before.isEmpty else {
      return answer(typed.isEmpty || context.openQuote != nil ? [] : functions())
    }
    let known = Invocation(arguments: context.before, span: context.before[0].span)
    let second = context.before.count == 1 ? secondWords(known.leadingNames) : []
    guard let card = (try? registry.resolve(known))?.card else { return answer(second) }
    var completion = words(of: card)
    completion.candidates = second + completion.candidates
    return completion
  }

  private mutating func words(of card: CommandCard) -> Completion {
    if let equals = typed.firstIndex(of: "="), typed.hasPrefix("--") {
      let name = String(typed[..<equals].dropFirst(2))
      narrow(toAfter: equals)
      return values(of: card.option(named: name))
    }
    if typed.hasPrefix("-") { return answer(options(of: card)) }
    let arguments = context.before.dropFirst(card.nameWords.count)
    if case .option(let name, value: nil)? = arguments.last,
      let option = card.option(named: name.text), option.kind == .option
    {
      return values(of: option)
    }
    var index = 0
    var isValue = false
    for argument in arguments {
      switch argument {
      case .word: if isValue { isValue = false } else { index += 1 }
      case .option(let name, value: nil):
        isValue = card.option(named: name.text)?.kind == .option
      case .option, .endOfOptions: break
      }
    }
    let positionals = card.positionals(firstWord: firstWord(arguments))
    if index < positionals.count { return values(of: positionals[index]) }
    if let rest = positionals.last, rest.kind == .rest { return values(of: rest) }
    guard typed.isEmpty else { return answer([]) }
    let block = card.blocks.map { Completion.Candidate("{", $0.help, .value) }
    return answer(block + options(of: card))
  }

  /// The first positional word of the command so far; where none is typed yet, one that is no
  /// label, as there is nothing to propose for a label.
  private func firstWord(_ arguments: ArraySlice<Invocation.Argument>) -> String {
    for case .word(let word) in arguments { return word.constantText ?? "0" }
    return typed.isEmpty ? "0" : typed
  }

  private mutating func values(of parameter: ParameterCard?) -> Completion {
    guard let parameter else { return answer([]) }
    var candidates = parameter.candidates.map {
      Completion.Candidate($0, parameter.help, .value)
    }
    switch parameter.role {
    case .layers:
      if let comma = typed.lastIndex(of: ",") { narrow(toAfter: comma) }
      if let equals = typed.lastIndex(of: "=") {
        narrow(toAfter: equals)
      } else {
        candidates += layers.map { Completion.Candidate("\($0)=", "a layer", .layer) }
      }
    case .command: candidates += names(of: commands)
    case .plain, .readsFile, .writesFile: break
    }
    if let kind = parameter.nameKind {
      candidates += (names[kind] ?? []).map { Completion.Candidate($0, parameter.help, .value) }
    }
    var completion = answer(candidates)
    completion.wantsFiles = parameter.role == .readsFile || parameter.role == .writesFile
    return completion
  }

  private mutating func narrow(toAfter index: String.Index) {
    let rest = String(typed[typed.index(after: index)...])
    start = context.end - rest.utf8.count
    typed = rest
  }

  private func answer(_ candidates: [Completion.Candidate]) -> Completion {
    Completion(
      range: start..<context.end, candidates: candidates.filter { $0.text.hasPrefix(typed) },
      wantsFiles: false)
  }

  private func names(of registry: CommandRegistry) -> [Completion.Candidate] {
    registry.cards.map { Completion.Candidate($0.name, $0.summary, .command) }
  }

  private func functions() -> [Completion.Candidate] {
    Function.all.map { Completion.Candidate("\($0.name)(", $0.summary, .function) }
  }

  /// The second words of the commands whose first word has been typed.
  private func secondWords(_ names: [Name]) -> [Completion.Candidate] {
    guard let first = names.first?.text else { return [] }
    return registry.cards.compactMap { card in
      let words = card.nameWords
      guard words.count == 2, words[0] == first, words[1].hasPrefix(typed) else { return nil }
      return Completion.Candidate(words[1], card.summary, .command)
    }
  }

  /// The options that have not been given.
  private func options(of card: CommandCard) -> [Completion.Candidate] {
    let given = context.before.compactMap { argument -> String? in
      guard case .option(let name, _) = argument else { return nil }
      return name.text
    }
    return card.options.filter { !given.contains($0.name) }.map {
      Completion.Candidate("--\($0.name)", $0.help, .option)
    }
  }
}
