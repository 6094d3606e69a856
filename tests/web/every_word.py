"""A contest that never was: one rubric with every kind of line a tablet can show, for the tests of the screens."""
# ruff: noqa: E501 - a rubric is read in lines, as an organiser writes it

RUBRIC = """
rubric: every-word@1
title: {zh: 样样都有, en: Every kind of line}
settings:
  - {id: gap, title: {zh: 间距误差, en: Gap tolerance}, value: 0.5, least: 0.1, most: 1, unit: cm}
panels:
  - {id: floor, title: {zh: 现场组, en: Floor group}, combine: shared}
  - {id: judges, title: {zh: 评委, en: Judges}, combine: mean, seats: 2}
values:
  - {id: age, title: {zh: 年龄, en: Age}, decimals: 0}
modules:
  - id: work
    title: {zh: 操作, en: Work}
    weight: 60%
    clock: {limit: 5:00, overtime: {every: 0:10, points: 1, count: started}}
    adjust: {up: 2, down: 3, step: 0.5}
    penalties:
      - {id: shout, title: {zh: 场外提示, en: Prompted from outside}, lose: [1, 2], unit: {zh: 次, en: times}}
      - {id: spoilt, title: {zh: 该项作废, en: The line is spoilt}, zero: item}
      - {id: cheat, title: {zh: 作弊, en: Cheating}, status: dsq}
    sections:
      - id: "1"
        title: {zh: 测量与计数, en: Measured and counted}
        short: {zh: 测量, en: Measures}
        panel: floor
        items:
          - {id: "1.1", title: {zh: 握距, en: Grip}, points: 10, kind: measured, unit: cm, nominal: 30,
             tolerance: {below: 0, above: $gap}, below: {size: 1, count: started, lose: 1},
             above: {size: 0.5, count: full, lose: 0.5}}
          - {id: "1.2", title: {zh: 水温, en: Water}, points: 5, kind: measured, unit: celsius,
             window: {from: 38, to: 42}, each: 5}
          - {id: "1.3", title: {zh: 绕杆用时, en: Slalom}, points: 20, kind: measured, unit: time,
             bands-on: reading, bands: [{to: 0:20, points: 20}, {over: 0:20, to: 0:30, points: 12}, {over: 0:30, points: 0}]}
          - {id: "1.4", title: {zh: 按压次数, en: Compressions}, points: 6, kind: counted, lose: [1, 2, 3], unit: times}
          - {id: "1.5", title: {zh: 打结, en: Knots}, points: 4, kind: attempts, lose: [0, 1, 2]}
          - {id: "1.6", title: {zh: 急救箱齐全, en: First-aid box complete}, points: 5, kind: checked,
             not-applicable: section}
          - {id: "1.7", title: {zh: 消毒液在有效期内, en: Disinfectant in date}, points: 5, kind: checked,
             places: {count: 4}, not-applicable: item}
      - id: "2"
        title: {zh: 错误清单, en: List of faults}
        short: {zh: 错误, en: Faults}
        panel: judges
        items:
          - id: "2.1"
            title: {zh: 动作错误, en: Faults of movement}
            help: {zh: 看到一次记一次；同一动作可记多种错误。, en: Count each time; one movement may show several faults.}
            points: 30
            kind: faults
            faults:
              - {id: A1, title: {zh: 起步不稳, en: Unsteady start}, lose: 0.5}
              - {id: A2, title: {zh: 手型不正确, en: Wrong hand}, lose: [0.5, 1, 2]}
              - {id: A3, title: {zh: 身体晃动, en: Swaying}, lose: 0.3, cap: 1.5}
              - {id: B1, title: {zh: 未报告, en: No report}, lose: 2, once: true}
              - {id: B2, title: {zh: 器械落地, en: Dropped the apparatus}, lose: 3}
              - {id: B3, title: {zh: 越线, en: Crossed the line}, lose: 1}
              - {id: C1, title: {zh: 遗漏动作, en: Left a movement out}, lose: 5}
              - {id: C2, title: {zh: 次序错误, en: Wrong order}, lose: 2}
              - {id: C3, title: {zh: 伤及他人, en: Hurt somebody}, zero: module}
          - id: "2.2"
            title: {zh: 仪态, en: Bearing}
            points: 3
            kind: levels
            levels:
              - {id: "0", title: {zh: 不合格, en: Poor}, help: {zh: 动作散乱，没有精神, en: Loose and listless}}
              - {id: "1", title: {zh: 合格, en: Fair}, help: {zh: 基本规范，偶有差错, en: "Mostly correct, a slip here and there"}}
              - {id: "2", title: {zh: 良好, en: Good}, help: {zh: 规范、连贯, en: Correct and flowing}}
              - {id: "3", title: {zh: 优秀, en: Excellent}, help: {zh: 规范、连贯、有感染力, en: "Correct, flowing, and it moves one"}}
          - {id: "2.3", title: {zh: 整体印象, en: Impression}, points: 5, kind: judged, least: -2, most: 5, step: 1,
             floor: none}
          - {id: "2.4", title: {zh: 总评, en: Overall}, points: 100, kind: judged, step: 0.5}
  - id: jump
    title: {zh: 跳水, en: Dives}
    weight: 40%
    sections:
      - id: dives
        title: {zh: 自选动作, en: Voluntary dives}
        short: {zh: 自选, en: Dives}
        panel: judges
        runs: {title: {zh: 第, en: Dive}, count: 4, least: 2, combine: sum, best: 2}
        items:
          - id: dive
            title: {zh: 动作, en: Dive}
            points: 4
            panel: floor
            kind: element
            role: factor
            catalogue:
              - {id: 101B, title: {zh: 向前跳水 屈体, en: Forward dive pike}, points: 1.3}
              - {id: 103B, title: {zh: 向前翻腾一周半 屈体, en: Forward 1½ somersaults pike}, points: 1.6}
              - {id: 105B, title: {zh: 向前翻腾两周半 屈体, en: Forward 2½ somersaults pike}, points: 2.4}
              - {id: 107B, title: {zh: 向前翻腾三周半 屈体, en: Forward 3½ somersaults pike}, points: 3.1}
              - {id: 205B, title: {zh: 向后翻腾两周半 屈体, en: Back 2½ somersaults pike}, points: 3}
              - {id: 305B, title: {zh: 反身翻腾两周半 屈体, en: Reverse 2½ somersaults pike}, points: 3}
              - {id: 405B, title: {zh: 向内翻腾两周半 屈体, en: Inward 2½ somersaults pike}, points: 3}
              - {id: 5152B, title: {zh: 向前翻腾两周半转体一周 屈体, en: Forward 2½ somersaults 1 twist pike}, points: 3}
              - {id: 5335D, title: {zh: 反身翻腾一周半转体两周半, en: Reverse 1½ somersaults 2½ twists}, points: 3}
          - {id: mark, title: {zh: 动作得分, en: Mark}, points: 10, kind: judged, step: 0.5,
             anchors: [{mark: 4.5, title: {zh: 及格, en: Fair}}, {mark: 7, title: {zh: 好, en: Good}}, {mark: 9, title: {zh: 优, en: Excellent}}]}
      - id: ring
        title: {zh: 吊环, en: Rings}
        panel: judges
        items:
          - id: figure
            title: {zh: 动作, en: Figure}
            points: 2
            kind: element
            catalogue:
              - {id: cross, title: {zh: 十字支撑, en: Cross}, points: 1, grades: [{id: "+1", points: 0.5}, {id: "0", points: 0}, {id: "-1", points: -0.5}]}
              - {id: planche, title: {zh: 水平支撑, en: Planche}, points: 2, grades: [{id: "0", points: 0}, {id: "-1", points: -1}]}
          - {id: grade, title: {zh: 完成, en: Execution}, points: 0.5, kind: graded, of: figure, floor: -1}
awards:
  - {title: {zh: 一等奖, en: First prize}, count: 1}
"""
