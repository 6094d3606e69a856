"""Why a write was refused: every code with its sentence in zh and en. What a mark may be, the engine says."""

from dataclasses import dataclass

from scoring.engine.values import Refusal

__all__ = ["Refusal", "RowProblem", "refusal"]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A refused row of a list; `row` counts from 1, 0 is the list as a whole."""

    row: int
    refusal: Refusal

    def say(self, language: str) -> str:
        """The sentence with its row in front."""
        if not self.row:
            return self.refusal.say(language)
        chinese = language.startswith("zh")
        return f"第 {self.row} 行：{self.refusal.zh}" if chinese else f"row {self.row}: {self.refusal.en}"


def refusal(code: str, **words: object) -> Refusal:
    """The refusal of that code. A word with two languages is given as `name_zh` and `name_en`, used as {name}."""
    zh, en = SENTENCES[code]
    return Refusal(code, zh.format_map(_of(words, "_zh")), en.format_map(_of(words, "_en")))


def _of(words: dict[str, object], ending: str) -> dict[str, object]:
    return words | {name.removesuffix(ending): word for name, word in words.items() if name.endswith(ending)}


SENTENCES: dict[str, tuple[str, str]] = {
    # the installation
    "instance-busy": (
        "另一个程序正在使用 {instance}：请先关掉它，或用 --instance 另选文件夹",
        "another process is using {instance}: end it first, or choose another folder with --instance",
    ),
    # anything
    "unknown": (
        "没有这条记录（可能已被删除）：请刷新页面",
        "there is no such record (it may have been removed): reload the page",
    ),
    "empty": ("“{field}”不能为空", "“{field}” must not be empty"),
    "choice": (
        "“{field}”不能是“{value}”：请选 {choices} 之一",
        "“{field}” cannot be “{value}”: choose one of {choices}",
    ),
    "field": ("这里不能改“{field}”", "“{field}” cannot be changed here"),
    "number-range": (
        "“{field}”应为 {least} 到 {most} 的整数",
        "“{field}” must be a whole number from {least} to {most}",
    ),
    "uid": ("编号 uid 应为 4 到 100 个字母、数字或 - _ . :", "uid must be 4 to 100 letters, digits or - _ . :"),
    "uid-reused": (
        "编号 uid 已用于另一条记录：请换一个新的 uid",
        "the uid already names another record: send a new one",
    ),
    "reason": ("请写明理由", "give a reason"),
    # events
    "rubric": ("评分标准有误：{problem}", "the rubric has a problem: {problem}"),
    "round": ("评分标准里没有轮次“{round}”", "the rubric has no round “{round}”"),
    "no-round-before": ("没有指定上一轮的赛项", "no event of the round before is named"),
    "slug": (
        "网址名“{slug}”不行：用小写字母、数字和 -，2 到 40 个字符",
        "“{slug}” will not do as an address: 2 to 40 small letters, digits and -",
    ),
    "slug-taken": ("网址名“{slug}”已被使用", "the address “{slug}” is taken"),
    "not-draft": ("赛项开赛后不能改“{field}”", "“{field}” cannot be changed once the event is open"),
    "not-open": ("赛项没有开赛，不能录入", "the event is not open: nothing can be entered"),
    "not-a-draft": (
        "赛项开过赛，就不能再移除：已有的记录要留着",
        "an event that was opened cannot be removed: what was entered stays",
    ),
    "already-open": ("赛项已经开赛", "the event is open already"),
    "not-closed": ("赛项没有结束", "the event is not closed"),
    "no-contestants": ("还没有选手：请先录入选手再开赛", "there are no contestants yet: add them, then open the event"),
    "no-seats": ("裁判组“{panel}”没有评委席：请先添加", "panel “{panel}” has no seat: add one first"),
    "unsigned": (
        "还有 {count} 名选手的成绩没有签字，不能结束；缺席的由裁判长记为缺席并签字",
        "results not signed yet: {count}; the chief judge also signs for those who are absent",
    ),
    # people and seats
    "role": ("没有“{role}”这种职责", "there is no role “{role}”"),
    "last-organiser": ("这是最后一位组织者，不能停用", "this is the last organiser and cannot leave"),
    "retired": ("此人已停用", "this person has left"),
    "panel": ("评分标准里没有裁判组“{panel}”", "the rubric has no panel “{panel}”"),
    "seat-used": ("评委席 {seat} 已有评分，不能删除", "seat {seat} has marks and cannot be removed"),
    "seat-changed": (
        "这个评委席刚刚有了变动：请看清现在是谁，再继续",
        "who sits here has just changed: look again before you go on",
    ),
    "seat-of-staff": (
        "{name}不是普通评委：请用个人卡或 PIN 码登录",
        "{name} is no ordinary judge: use the personal card or PIN",
    ),
    "seat-turned": (
        "评委席 {seat} 已有评分，不能在见习席和正式席之间改动",
        "seat {seat} has entries: it stays what it is, a trainee's or a real one",
    ),
    "seat-signed": (
        "已有成绩签字，评委席 {seat} 不能再改成见习席或正式席：请另加一个席",
        "results are signed already: seat {seat} stays what it is; add another seat instead",
    ),
    "seat-has-others": ("{name}不是裁判，不能坐评委席", "{name} is not a judge and cannot take a seat"),
    # contestants
    "number-taken": ("参赛编号 {number} 已被使用", "entry number {number} is taken"),
    "place-taken": (
        "第 {heat} 场 赛位 {station} 已有选手 {number}",
        "heat {heat}, station {station} is taken by {number}",
    ),
    "place-half": ("场次和赛位要同时填写", "give heat and station together"),
    "has-facts": (
        "选手 {number} 已有记录，不能删除或改编号：缺席请记“缺席”",
        "contestant {number} has entries and cannot be removed or renumbered: set a status instead",
    ),
    "station-used": (
        "赛位 {station} 已安排选手 {number}，不能去掉",
        "station {station} is taken by {number} and cannot go",
    ),
    "practice": (
        "练习选手不计入任何成绩，这里不能用",
        "the practice contestant counts nowhere and cannot be used here",
    ),
    "no-stations": ("赛项没有赛位", "the event has no stations"),
    # marks
    "not-together": ("该评委席不评这名选手", "this seat does not judge this contestant"),
    "excused": ("评委席 {seat} 已对这名选手回避", "seat {seat} is excused from this contestant"),
    "item": ("本表没有细则“{item}”", "this sheet has no item “{item}”"),
    "long": ("太长：至多 {most} 个字符", "too long: at most {most} characters"),
    "order": ("序号 order 应为 0 到 1000000 的整数", "order must be a whole number from 0 to 1000000"),
    "withdraw-other": ("只能撤回本表的记录", "only marks of this sheet can be withdrawn"),
    "submitted": (
        "评分表已提交，不能再改：需由裁判长退回",
        "the sheet is handed in: only the chief judge can return it",
    ),
    # notes
    "note-kind": ("没有“{value}”这种备注", "there is no note of kind “{value}”"),
    "note-empty": ("备注是空的", "the note is empty"),
    "notes-many": ("这张评分表的备注已满 {most} 条", "this sheet has {most} notes already"),
    "reason-word": ("这条细则没有备注用语“{value}”", "this item has no ready words “{value}”"),
    "photo": ("这不是一张完整的 JPEG 照片：请重拍", "this is no whole JPEG photo: take it again"),
    "photo-size": ("照片太大：至多 {most} KB", "the photo is too large: at most {most} KB"),
    "photo-disk": ("照片存不下来：{problem}", "the photo cannot be stored: {problem}"),
    "not-submitted": ("评分表还没有提交", "the sheet is not handed in"),
    "drawn": ("签名的笔迹没有认出来：请清除后重签", "the signature cannot be read: clear it and sign again"),
    "already-asked": ("已经申请退回，正在等裁判长答复", "the sheet was asked for already; the chief judge will answer"),
    "not-asked": ("没有待答复的退回申请", "nobody asks for this sheet"),
    "held-other": (
        "这条记录是别人录的，由裁判长处理",
        "somebody else made this entry: the chief judge decides about it",
    ),
    "overtaken": (
        "这一处在另一台平板上刚改过：请看清现在的记录，再决定是否重新录入",
        "this was changed on another tablet meanwhile: look at what stands now, then enter it again if it is right",
    ),
    "moved": (
        "录入的评委已不在这个评委席，这条记录留给裁判长",
        "the judge who made it does not sit here any more: the entry is kept for the chief judge",
    ),
    "taken-over": (
        "这个评委席已由另一台平板接手，这条记录留给裁判长",
        "another tablet has taken this seat over: the entry is kept for the chief judge",
    ),
    "journal-forked": ("这台平板的记录要重新编号", "the entries of this tablet must be numbered again"),
    "sheet-changed": (
        "您核对的时候，这张表又有了改动：请看清现在的内容，再签名提交",
        "the sheet changed while you were reading it: look at it as it is now, then sign and hand in",
    ),
    "open-items": ("还有 {count} 项未评：{items}", "{count} items are not marked yet: {items}"),
    "signed": ("裁判长已签字，不能再改：需先撤回签字", "the result is signed: the chief judge must reopen it first"),
    "not-signed": ("成绩没有签字", "the result is not signed"),
    # paper sheets keyed at the desk
    "keying-touched": (
        "这张表在平板上已有记录，不能再按纸质表录入：请改用代录",
        "this sheet has entries from a tablet: it cannot be keyed from paper any more, enter for the judge instead",
    ),
    "keying-waits": (
        "这张表已由{name}录入，正等第二人核对",
        "{name} has keyed this sheet already: it waits for a second person",
    ),
    "keying-same": (
        "录入和核对不能是同一个人：请换一个人来核对",
        "who keyed the sheet cannot confirm it: somebody else must look at it",
    ),
    "keying-decided": (
        "这份录入已经核对过或重新录入过：请刷新页面",
        "this was confirmed, rejected or keyed again meanwhile: reload the page",
    ),
    "page-sent": (
        "这一页先前已经交过，这一次没有保存：请看清现在的内容，再操作一次",
        "this page was sent before, and nothing was kept of it this time: look at what stands now, then do it again",
    ),
    "not-signed-paper": (
        "请先确认评委已在纸质表上签字，再代为提交",
        "confirm first that the judge has signed the paper, then hand in for them",
    ),
    "keying-unread": (
        "请逐个项目与纸质表核对并打勾：{sections}",
        "compare each section with the paper and tick it: {sections}",
    ),
    # floor
    "clock-act": ("没有“{act}”这个动作", "there is no act “{act}”"),
    "no-clock": ("本赛项不计时", "this event has no clock"),
    "clock-running": ("计时正在进行", "the clock is running"),
    "clock-not-running": ("计时没有在进行", "the clock is not running"),
    "clock-started": ("计时已经开始过：重新开始请先归零", "the clock was started already: reset it to start again"),
    "clock-not-paused": ("计时没有暂停或停止", "the clock is neither paused nor stopped"),
    "clock-ready": ("计时还没有开始", "the clock has not been started"),
    "time": (
        "“{value}”不是用时：请写 分:秒，如 14:58 或 14:58.20",
        "“{value}” is not a time: write m:ss, as 14:58 or 14:58.20",
    ),
    "penalty": ("评分标准里没有罚分“{penalty}”", "the rubric has no penalty “{penalty}”"),
    "penalty-item": ("请选这次罚分针对的细则", "choose the item that this penalty is about"),
    "penalty-withdrawn": (
        "这次罚分已经撤回，或不属于这名选手",
        "this penalty is withdrawn already, or is another contestant's",
    ),
    # the chief's work
    "held": (
        "有 {count} 条记录来晚了、还没有处理：请先退回重录或写明不录",
        "{count} marks came too late and are not settled: return the sheet, or leave them aside with a reason",
    ),
    "asked": (
        "评委席 {seats} 申请退回评分表：请先答复",
        "seats {seats} ask for their sheet back: answer first",
    ),
    "status": ("没有状态“{status}”", "there is no status “{status}”"),
    "already-excused": ("评委席 {seat} 已经回避", "seat {seat} is excused already"),
    "not-excused": ("评委席 {seat} 没有回避", "seat {seat} is not excused"),
    "incomplete": ("成绩还不完整：{missing}", "the result is not complete: {missing}"),
    "nothing-entered": ("还没有任何记录", "nothing has been entered yet"),
    "sheets-out": ("评委席 {seats} 还没有提交", "seats {seats} have not handed in"),
    "no-adjustment": ("这里不能加减分", "nothing can be added or taken here"),
    "adjustment": (
        "不能调整 {value}：至多加 {up} 分、减 {down} 分，每档 {step}",
        "{value} cannot be given: at most {up} up and {down} down, in steps of {step}",
    ),
    # the day's settings
    "no-setting": ("评分标准里没有设定“{setting}”", "the rubric has no setting “{setting}”"),
    "setting": (
        "“{title}”不能是 {value}：应为 {least} 到 {most}",
        "“{title}” cannot be {value}: from {least} to {most}",
    ),
    "setting-changed": (
        "别人刚改过当天参数：请重新看过后果再确认",
        "somebody has changed the day's settings meanwhile: look at the consequences again",
    ),
    "setting-breaks": ("这样评分标准就不成立：{problem}", "the rubric would not hold: {problem}"),
    # outside
    "outside-item": ("细则“{item}”不是外来数据", "item “{item}” takes no value from outside"),
    "value": (
        "“{value}”不行：请写数字，至多 {decimals} 位小数",
        "“{value}” will not do: write a number with at most {decimals} decimals",
    ),
    "no-contestant": ("没有参赛编号 {number}", "there is no entry number {number}"),
    # verify
    "verify-journal": (
        "赛项 {event} 评委席 {seat}：平板 {journal} 的记录有缺号、重号或改动",
        "event {event}, seat {seat}: entries of tablet {journal} are missing, doubled or altered",
    ),
    "verify-integrity": ("数据库文件已损坏：{problem}", "the database file is damaged: {problem}"),
    "verify-version": ("表的版本是 {found}，应为 {wanted}", "the tables are of version {found}, {wanted} is expected"),
    "verify-trigger": ("缺少保护 {table} 的触发器", "the trigger that guards {table} is missing"),
    "verify-photo": (
        "赛项 {event} 选手 {contestant}：评委席 {seat} 的一张备注照片找不到或已损坏",
        "event {event}, contestant {contestant}: a photo noted by seat {seat} is missing or damaged",
    ),
    "verify-rubric": (
        "赛项 {event} 的评分标准与开赛时的摘要不符",
        "the rubric of event {event} differs from its digest at opening",
    ),
    "verify-digest": (
        "赛项 {event} 选手 {contestant} 的签字副本与摘要不符",
        "event {event}, contestant {contestant}: the signed copy does not match its digest",
    ),
    "verify-sheet": (
        "赛项 {event} 选手 {contestant}：评委席 {seat} 提交的评分表副本与摘要不符",
        "event {event}, contestant {contestant}: the copy of what seat {seat} handed in does not match its digest",
    ),
    "verify-result": (
        "赛项 {event} 选手 {contestant}：由记录重算的成绩与签字副本不同",
        "event {event}, contestant {contestant}: recomputed from the facts, the result differs from the signed copy",
    ),
}
