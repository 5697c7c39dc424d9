/// Ties the words of one invocation to the parameters of a signature and collects all errors.
struct Binder<Command: CommandArguments> {
  let signature: Signature<Command>
  let card: CommandCard
  let invocation: EvaluatedInvocation
  var command = Command()
  var diagnostics: [Diagnostic] = []
  var files: [PlacedFileUse] = []
  var writesUnknownFile = false
  var names: [PlacedNameUse] = []
  var definesUnknownNames: Set<String> = []
  var places: [String: [SourceSpan]] = [:]
  /// Whether the value of every word is known so far.
  var isComplete = true
  /// Whether an error may have moved words to other places; their number is not judged then.
  var wordsAreUncertain = false
  /// Where the names of options stand, by name.
  private(set) var given: [String: SourceSpan] = [:]
  /// The parameters whose value is not known, or wrong by itself.
  private(set) var unjudged: Set<String> = []
  private var positionals: [(word: Word, value: Value?)] = []

  init(signature: Signature<Command>, invocation: EvaluatedInvocation) {
    self.signature = signature
    self.invocation = invocation
    card = signature.card
  }

  mutating func run() -> Binding<Command> {
    sortArguments()
    bindPositionals()
    requireOptions()
    bindBlock()
    reviewArguments()
    diagnostics.sort(by: Diagnostic.isBefore)
    return Binding(
      command: command, diagnostics: diagnostics, files: files,
      writesUnknownFile: writesUnknownFile, names: names,
      definesUnknownNames: definesUnknownNames, isComplete: isComplete && diagnostics.isEmpty,
      places: places)
  }

  /// Binds the options and puts the positional words aside.
  private mutating func sortArguments() {
    var arguments = Array(zip(invocation.syntax.arguments, invocation.values))
    if card.block != nil, Self.emptyBlock(of: invocation.syntax) != nil { arguments.removeLast() }
    var index = card.nameWords.count
    var takesOptions = true
    while index < arguments.count {
      let (argument, value) = arguments[index]
      index += 1
      switch argument {
      case .endOfOptions: takesOptions = false
      case .word(let word):
        if takesOptions, let text = word.bareText, looksLikeOption(text) {
          unknownOption(Name(text: text, span: word.span), dashes: "")
        } else {
          positionals.append((word, value))
        }
      case .option(let name, value: .some(let word)):
        bindOption(name, word, value)
      case .option(let name, value: .none):
        guard let parameter = signature.option(name.text) else {
          let meant = unknownOption(name, dashes: "--")
          // The word after it is its value, if the option that was meant takes one.
          if meant?.kind == .option, index < arguments.count, case .word = arguments[index].0 {
            index += 1
          }
          continue
        }
        if parameter.kind == .flag {
          guard isFirst(name) else { continue }
          assign(.bool(true), to: parameter, at: name.span, isSinglePiece: false)
        } else if index < arguments.count, case .word(let word) = arguments[index].0 {
          bindOption(name, word, arguments[index].1)
          index += 1
        } else if isFirst(name) {
          let option = parameter.card(command)
          fail(
            "\(option.label) needs a value: \(option.typeName)", at: name.span,
            help: "\(option.label) \(option.placeholder)")
        }
      }
    }
  }

  private mutating func bindOption(_ name: Name, _ word: Word, _ value: Value?) {
    guard let parameter = signature.option(name.text) else {
      unknownOption(name, dashes: "--")
      return
    }
    guard isFirst(name) else { return }
    bind(parameter, word, value)
  }

  private mutating func bindPositionals() {
    var remaining = positionals[...]
    for parameter in signature.parameters where parameter.kind.isPositional {
      if parameter.kind == .label, !isLabelFirst { continue }
      if parameter.kind == .rest {
        let isMissing = remaining.isEmpty
        while let next = remaining.popFirst() { bind(parameter, next.word, next.value) }
        if isMissing, parameter.isRequired { missing(parameter) }
      } else if let next = remaining.popFirst() {
        bind(parameter, next.word, next.value)
      } else if parameter.isRequired {
        missing(parameter)
      }
    }
    if let extra = remaining.first, let last = remaining.last {
      // A label behind the other words is taken for one word too many.
      let isLabel =
        card.positionals.first?.kind == .label && !isLabelFirst && remaining.count == 1
        && extra.value.map(CommandCard.isLabel) == true
      tooMany(
        extra.word.span.joined(with: last.word.span),
        help: isLabel ? "its name stands before the other words" : card.usage)
    }
  }

  private mutating func requireOptions() {
    for parameter in signature.parameters
    where parameter.kind.isOption && parameter.isRequired && given[parameter.name] == nil {
      missing(parameter)
    }
  }

  /// Whether the first positional word is a label. One whose value is not known is taken for
  /// one if there are more words than there are places for them.
  private var isLabelFirst: Bool {
    guard let first = positionals.first else { return false }
    guard let value = first.value else { return positionals.count >= card.positionals.count }
    return CommandCard.isLabel(value)
  }

  private mutating func bind(_ parameter: Parameter<Command>, _ word: Word, _ value: Value?) {
    guard let value else {
      let card = parameter.card(command)
      if card.role == .writesFile { writesUnknownFile = true }
      if let kind = card.nameKind { definesUnknownNames.insert(kind) }
      places[parameter.name, default: []].append(word.span)
      unjudged.insert(parameter.name)
      isComplete = false
      return
    }
    assign(value, to: parameter, at: word.span, isSinglePiece: word.bareText == word.span.text)
  }

  private mutating func assign(
    _ value: Value, to parameter: Parameter<Command>, at span: SourceSpan, isSinglePiece: Bool
  ) {
    places[parameter.name, default: []].append(span)
    do {
      for use in try parameter.assign(&command, value) {
        switch use {
        case .file(let use): files.append(PlacedFileUse(use: use, span: span))
        case .name(let use): names.append(PlacedNameUse(use: use, span: span))
        }
      }
    } catch {
      unjudged.insert(parameter.name)
      let card = parameter.card(Command())
      let found = error.found ?? (isSinglePiece ? span.text : value.displayText)
      let isPart = isSinglePiece && error.range != nil
      let place = isPart ? span.part(error.range ?? 0..<0) : span
      var help = error.help
      if isSinglePiece, span.text.hasSuffix(",") {
        help = "write the list without spaces after its commas"
        wordsAreUncertain = true
      }
      fail(
        "\(card.label) takes \(error.expected ?? card.typeName), not `\(found.shortened)`",
        at: place, help: help)
    }
  }

  private mutating func isFirst(_ name: Name) -> Bool {
    guard given[name.text] == nil else {
      fail("--\(name.text.shortened) is given twice", at: name.span, help: "leave one of them out")
      return false
    }
    given[name.text] = name.span
    return true
  }

  private func looksLikeOption(_ text: String) -> Bool {
    let bytes = Array(text.utf8.prefix(2))
    return bytes.count == 2 && bytes[0] == UInt8(ascii: "-")
      && (Characters.isLetter(bytes[1]) || bytes[1] == UInt8(ascii: "-"))
  }

  /// Reports an option that does not exist, and tells which one was probably meant.
  @discardableResult
  private mutating func unknownOption(_ name: Name, dashes: String) -> ParameterCard? {
    let options = card.options.map(\.name)
    let near = Suggestion.nearest(to: String(name.text.drop { $0 == "-" }), in: options)
    var help = "\(card.name) has no options"
    if let near {
      help = "did you mean --\(near)?"
    } else if !options.isEmpty {
      help = "the options are " + options.map { "--\($0)" }.joined(separator: ", ")
    }
    fail("\(card.name) has no option \(dashes)\(name.text.shortened)", at: name.span, help: help)
    wordsAreUncertain = true
    return near.flatMap { card.option(named: $0) }
  }

  private mutating func missing(_ parameter: Parameter<Command>) {
    guard !wordsAreUncertain else { return }
    let parameterCard = parameter.card(command)
    fail(
      "\(card.name) needs \(parameterCard.label): \(parameterCard.help)",
      at: invocation.syntax.wordsSpan, help: card.usage)
  }

  private mutating func tooMany(_ span: SourceSpan, help: String) {
    guard !wordsAreUncertain else { return }
    let most = card.positionals.filter { $0.kind != .label }.count
    let words = most == 0 ? "no words" : most == 1 ? "one word" : "at most \(most) words"
    fail("\(card.name) takes \(words)", at: span, help: help)
  }

  mutating func fail(_ message: String, at span: SourceSpan, help: String?) {
    diagnostics.append(.usage(message, at: span, help: help))
  }
}

extension Signature {
  func option(_ name: String) -> Parameter<Command>? {
    parameters.first { $0.kind.isOption && $0.name == name }
  }
}

extension String {
  /// The text cut for a message.
  var shortened: String { count <= 60 ? self : prefix(57) + "…" }
}
