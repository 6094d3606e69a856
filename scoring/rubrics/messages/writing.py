"""What is said of a file and of how it is written: its encoding, its indentation, its signs."""

WRITING: dict[str, tuple[str, str]] = {
    "not-found": ("找不到评分标准“{name}”{hint}", "there is no rubric “{name}”{hint}"),
    "unreadable": ("文件打不开", "the file cannot be opened"),
    "utf-16": (
        "文件存成了 UTF-16；请另存为 UTF-8",
        "the file is saved as UTF-16; save it as UTF-8",
    ),
    "gb18030": (
        "文件存成了 GB18030（GBK、ANSI）编码；请在“另存为”里选 UTF-8",
        "the file is saved in GB18030 (GBK, “ANSI”); choose UTF-8 under “save as”",
    ),
    "not-utf-8": ("这里不是 UTF-8 文字；请把文件另存为 UTF-8", "this is not UTF-8 text; save the file as UTF-8"),
    "bom": (
        "文件开头有 BOM 标记，已略过；可另存为“UTF-8（无 BOM）”",
        "the file starts with a byte order mark, which was skipped; “UTF-8 without BOM” avoids it",
    ),
    "character": ("不可见的字符 {char}，请删去", "invisible character {char}; delete it"),
    "too-large": ("文件超过 {limit} KiB", "the file is larger than {limit} KiB"),
    "too-deep": ("层次超过 {limit} 层", "nested more than {limit} deep"),
    "too-long-file": ("内容太多（超过 {limit} 个单元）", "too much content (more than {limit} parts)"),
    "too-many": (
        "问题太多，只列出前 {limit} 个；改好后请再查一遍",
        "too many problems; only the first {limit} are listed: mend them and check again",
    ),
    "empty-file": ("文件是空的", "the file is empty"),
    "two-documents": (
        "一个文件只写一份评分标准；这里又开始了一份（---）",
        "one rubric a file; a second one (---) starts here",
    ),
    # how it is written
    "anchor": (
        "不能用引用（{mark}）：每一处都写全；若是文字，请加引号",
        "references ({mark}) are not allowed: write it out; if it is text, put it in quotes",
    ),
    "tag": (
        "不能用 ! 标签（{mark}）；若是文字，请加引号",
        "tags ({mark}) are not allowed; if it is text, put it in quotes",
    ),
    "tab": ("行首用了制表符（Tab）；缩进只能用空格", "a tab in the indentation; indent with spaces only"),
    "wide-space": ("行首用了全角空格；缩进只能用半角空格", "a wide space in the indentation; indent with plain spaces"),
    "quote": ("引号没有成对", "a quotation mark is not closed"),
    "bracket": (
        "括号没有成对，或其中少了逗号",
        "a bracket is not closed, or a comma is missing inside",
    ),
    "colon-space": ("冒号后面要空一格：“{key}: …”", "put a space after the colon: “{key}: …”"),
    "fullwidth-colon": (
        "“{key}”后面是全角冒号“：”；请用半角冒号加空格“{key}: ”",
        "a full-width colon “：” after “{key}”; write “{key}: ” with a plain colon and a space",
    ),
    "fullwidth-comma": ("括号里要用半角逗号“,”，不是“，”", "inside brackets use a plain comma “,”, not “，”"),
    "colon-in-text": ("文字里有冒号，请给整段文字加引号", "the text contains a colon; put the whole text in quotes"),
    "comma-in-text": (
        "括号里的文字含有逗号，请给整段文字加引号",
        "a text with a comma inside brackets must stand in quotes",
    ),
    "no-colon": ("这里应有冒号和值：“字段: 值”", "a colon and a value are missing here: “field: value”"),
    "indent": ("缩进不齐：同一层的各行要左对齐", "wrong indentation: lines of one level start in the same column"),
    "start-char": ("值不能以“{char}”开头；请加引号", "a value cannot start with “{char}”; put it in quotes"),
    "escape": ("{value} 不是一个字符", "{value} stands for no character"),
    "syntax": (
        "这里的写法不成立；请检查引号、括号和缩进",
        "this cannot be read; check quotes, brackets and indentation",
    ),
    "duplicate-key": (
        "字段“{field}”写了两次，第一次在第 {first} 行",
        "“{field}” is written twice, first in line {first}",
    ),
    "key": ("字段名只能是一个词", "the name of a field is a single word"),
    "empty": ("没有值；请填写，或删去这一行", "no value; fill it in or delete the line"),
}
