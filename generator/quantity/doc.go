// Package quantity reads and writes the quantities of Chinese official prose:
// 近8万件, 3亿余元, 同比增长约300%, 由63个工作日缩短至30个工作日以内, 五万元以上十万元以下.
//
// [Scan] finds every expression of a text, those that are quantities and those
// that only look like one (years, dates, ordinals, document numbers, slogans,
// telephone numbers), in order and never overlapping. [Parse] reads a string
// that is one quantity. [Quantity.String] and [Print] are the way back.
//
// What an expression means:
//
//   - Value is the number as stated, in full scale: 29.51万次 is 295100 次.
//     Words of approximation (近, 约, 余, 多, 超, 以上, 以内 …) never change it; they
//     stand in Approx, and Bounds is the interval that they leave open.
//   - A fall is a negative growth: 减少37% is -37 %. A fall of an absolute
//     amount is negative only where the wording compares (同比减少12件, 下降3微克);
//     减负500亿元 and 公示期缩短三个月 state amounts.
//   - 翻一番 is 2 倍, 翻两番 4 倍. 成 and 百分之 are in %, other fractions are
//     decimals of unit "1": 三分之二, 1/3, 千分之三, 一半. 折 is kept as written,
//     八五折 is 8.5.
//   - 由A…至B is a change (From, To), A至B and A以上B以下 are ranges (Lo, Hi).
//   - 三个100% states 100 %. 7万亿 has no unit: the text gives none.
//   - A number within the quotation marks or brackets of a name is a label
//     (“22条”, 《三年行动方案》), unless it states a measure or a share (“500米”, “3个95%”).
//   - Digits that cannot be a number (20212025年, 202111日, 13月) are of kind
//     impossible: something was lost, and no value is made up.
//
// Words and units are data, templates/units.toml; productions are Go. The
// package does no I/O beyond that embedded file, and has no mutable state.
package quantity
