"""The columns of the catalogue's two sheets (SHEETS.md sections 1 and 1.1), in the order they are written."""

from __future__ import annotations

from pos.exchange.sheets.tables import Column

SHEET, BOX_SHEET = "商品", "礼盒"
SHEET_NAMES = (SHEET, "catalogue", "catalog", "products")
#: Sheets that the template adds for people; reading passes over them without a word.
EXAMPLE_SHEET, GUIDE_SHEET = "示例", "填表说明"

GOODS = (
    Column("product_code", "商品编号"),
    Column("name", "商品名称", ("品名", "名称"), required=True),
    Column("barcodes", "条码", ("条形码", "商品条码", "国际条码")),
    Column("plu", "PLU", ("称编码", "店内码")),
    Column("spec", "规格", ("规格型号",)),
    Column("sale_unit", "计价单位", ("单位", "销售单位"), required=True),
    Column("kind", "计价方式", required=True),
    Column("price", "售价(元)", ("零售价", "单价"), required=True),
    Column("card_price", "爱心卡价(元)", ("会员价",)),
    Column("origin_code", "产地代码", ("行政区划代码", "地区代码"), required=True),
    Column("origin_name", "产地", ("原产地", "产地名称")),
    Column("producer_name", "生产单位", ("生产商", "供应商")),
    Column("producer_code", "生产单位信用代码", ("信用代码", "统一社会信用代码")),
    Column("certification_no", "认定编号", ("认定证书号",)),
    Column("certification_valid_to", "认定有效期至", ("证书有效期",)),
    Column("shelf_life_days", "保质期(天)", ("保质期天数",)),
    Column("storage", "储存条件", ("贮存条件",)),
    Column("vat", "税率", ("增值税率",), required=True),
    Column("tax_class_code", "税收分类编码", ("税收编码",)),
    Column("ownership", "经营方式", ("经销方式",)),
    Column("commission_percent", "扣点(%)", ("佣金比例(%)",)),
    Column("cost_price", "进价(元)", ("成本价",)),
    Column("photo", "图片"),
    Column("code_832", "832编码"),
)

BOXES = (
    Column("box_code", "礼盒商品编号", required=True),
    Column("box_name", "礼盒名称"),
    Column("part_code", "组件商品编号", required=True),
    Column("part_name", "组件名称"),
    Column("quantity", "数量", required=True),
)

UNITS = (*"袋盒箱瓶罐桶包提个枚只条块件份套板筐棵坛杯本双副碗把支张", "公斤", "500克")
KINDS = {"计件": "PIECE", "称重": "WEIGHED"}
OWNERSHIP = {"自营": "OWN", "代销": "CONSIGNED"}
VAT_WORDS = {"免税": "EXEMPT", "不征税": "NON_TAXABLE"}
STORAGE = ("阴凉干燥", "冷藏0-4℃", "冷冻-18℃")
